import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package/root.js';
import { addonProblem, type Attempt, type Origin } from './addon-problem.js';
import { elfMachine } from './elf-machine.js';
import { LAYOUT_VERSION } from './layout.js';

/** A bound AF_ALG socket: what carries the key. */
export type TfmFd = number & { readonly __tfm: never };
/** An accepted AF_ALG socket: what carries operations. */
export type OpFd = number & { readonly __op: never };

/** What `runSlice` performs operations with. Lives as long as somebody holds it. */
export type NativeEngine = object & { readonly __engine: never };

/** An io_submit context. */
export type IoContext = number & { readonly __io: never };

/** Ancillary data of one message. Any of it without `operation` makes the kernel decrypt. */
export interface Control {
  /** ALG_OP.decrypt or ALG_OP.encrypt. */
  readonly operation?: number;
  /** At most 64 bytes. */
  readonly iv?: Uint8Array;
  /** Bytes of associated data at the front of an AEAD message. */
  readonly assoclen?: number;
}

/** What a worker's slices share: allocated once, read by the addon at each call. */
export interface Lane {
  readonly tape: Uint8Array;
  readonly arena: Uint8Array;
  readonly progress: Uint32Array;
  /** Bytes of the arena that each operation in flight has for itself. */
  readonly slot: number;
  /** For each operation in flight, the op socket it has. */
  readonly ops: Int32Array;
  /** SLICE_WORDS, and OUTCOME_WORDS for each operation that may be in flight. */
  readonly outcomes: Int32Array;
  /** Bytes of IV per operation; 0 for ECB. */
  readonly ivSize: number;
}

/**
 * Everything the addon can do. Calls that reach the kernel throw an Error with `errno` and `syscall`; see
 * `failureOf`. Buffers are used in place.
 */
export interface Native {
  /** socket(AF_ALG), closed at once. Without a bind it reaches no driver, so that any process may call it. */
  probe(): void;
  /** socket(AF_ALG) and bind. `name` is an algorithm or a driver, at most 63 bytes. */
  openTfm(type: string, name: string): TfmFd;
  setKey(tfm: TfmFd, key: Uint8Array): void;
  setAuthSize(tfm: TfmFd, bytes: number): void;
  /** @param nonblocking a read of it waits for no data */
  accept(tfm: TfmFd, nonblocking?: boolean): OpFd;
  /** Bytes one message may hold. */
  messageBudget(op: OpFd): number;
  sendMessage(op: OpFd, control: Control, buffers: readonly Uint8Array[], flags: number): number;
  receiveMessage(op: OpFd, buffers: readonly Uint8Array[], flags: number): number;
  /**
   * Throws the kernel's error where it does not have what this engine needs.
   *
   * @param kind an ENGINE
   * @param arena stays where it is for as long as the engine lives
   */
  createEngine(kind: number, depth: number, arena: Uint8Array): NativeEngine;
  /**
   * Runs operations [from, to) of a slice, the first row of which is number `first` of its burst, until one fails, the
   * time is up or the stop word is set; see SLICE.
   */
  runSlice(
    engine: NativeEngine,
    tfm: TfmFd,
    lane: Lane,
    slice: { readonly operations: Uint32Array; readonly steps: Uint32Array },
    from: number,
    to: number,
    first: number,
    microseconds: number,
  ): void;
  ioSetup(events: number): IoContext;
  /** One read per buffer, in one io_submit; how many were taken. The buffers must outlive their events. */
  ioSubmit(context: IoContext, op: OpFd, buffers: readonly Uint8Array[]): number;
  /** `[index of the buffer, bytes or negative errno]`, at least `minimum` of them unless the time is up first. */
  ioGetEvents(
    context: IoContext,
    minimum: number,
    maximum: number,
    milliseconds: number,
  ): readonly (readonly [index: number, result: number])[];
  /** Waits, uninterruptibly, for what is still under way. */
  ioDestroy(context: IoContext): void;
  /** Zeroed private pages, at least `bytes` long. */
  createArena(bytes: number): Uint8Array;
  /** Idempotent. */
  close(fd: TfmFd | OpFd): void;
  threadId(): number;
  /** For worker threads only: no signal shall end a system call early. */
  blockSignals(): void;
  /** Gives memory that malloc holds free back to the system, for the whole process. */
  trimHeap(): void;
  layoutVersion(): number;
}

/** The addon cannot be used; the message says what to do about it. */
export class AddonError extends Error {
  override readonly name = 'AddonError';
}

/** Where the addon may be, relative to PACKAGE_ROOT: what was built on this machine comes before what was brought along. */
const PLACES = ['build/Release/afalg.node', `prebuilds/${process.platform}-${process.arch}/afalg.node`];

let loaded: Native | undefined;

/** The addon, loaded at the first call. Throws AddonError when it is missing, does not load, or is out of date. */
export function native(): Native {
  loaded ??= load();
  return loaded;
}

function load(): Native {
  const attempts: Attempt[] = [];
  for (const place of PLACES) {
    const path = join(PACKAGE_ROOT, place);
    if (!existsSync(path)) {
      attempts.push({ kind: 'missing', path: place });
      continue;
    }
    try {
      // The one cast in the project: from here on the addon is what `Native` says.
      return current(createRequire(import.meta.url)(path) as Native);
    } catch (thrown) {
      if (thrown instanceof AddonError) throw thrown;
      const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
      attempts.push({ kind: 'refused', path: place, machine: elfMachine(headOf(path)), reason });
    }
  }
  const runtime = { platform: process.platform, architecture: process.arch, glibc: glibcVersion() };
  throw new AddonError(addonProblem(attempts, runtime, origin(), PACKAGE_ROOT));
}

function current(addon: Native): Native {
  const version = addon.layoutVersion();
  if (version === LAYOUT_VERSION) return addon;
  throw new AddonError(
    `the native addon is out of date (layout ${String(version)}, not ${String(LAYOUT_VERSION)}): run 'npm run build'`,
  );
}

function origin(): Origin {
  if (existsSync(join(PACKAGE_ROOT, 'scripts/bootstrap.mjs'))) return 'checkout';
  return existsSync(join(PACKAGE_ROOT, 'binding.gyp')) ? 'npm-package' : 'board-package';
}

function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(64);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

/** Node's report has it on glibc only. */
function glibcVersion(): string | null {
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return null;
  const { header } = report;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return null;
  return String(header.glibcVersionRuntime);
}
