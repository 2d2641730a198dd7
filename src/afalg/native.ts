import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { LAYOUT_VERSION } from './layout.js';

/** A bound AF_ALG socket: what carries the key. */
export type TfmFd = number & { readonly __tfm: never };
/** An accepted AF_ALG socket: what carries operations. */
export type OpFd = number & { readonly __op: never };

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
  readonly outcome: Int32Array;
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
  accept(tfm: TfmFd): OpFd;
  /** Bytes one message may hold. */
  messageBudget(op: OpFd): number;
  sendMessage(op: OpFd, control: Control, buffers: readonly Uint8Array[], flags: number): number;
  receiveMessage(op: OpFd, buffers: readonly Uint8Array[], flags: number): number;
  /** Runs records [from, to) until one fails, the time is up or the stop word is set; see OUTCOME. */
  runSlice(op: OpFd, lane: Lane, records: Uint32Array, from: number, to: number, microseconds: number): void;
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

const ADDON_PATH = fileURLToPath(new URL('../../build/Release/afalg.node', import.meta.url));

let loaded: Native | undefined;

/** The addon, loaded at the first call. Throws AddonError when it is missing, does not load, or is out of date. */
export function native(): Native {
  loaded ??= load();
  return loaded;
}

function load(): Native {
  let addon: Native;
  try {
    // The one cast in the project: from here on the addon is what `Native` says.
    addon = createRequire(import.meta.url)(ADDON_PATH) as Native;
  } catch (thrown) {
    const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    throw new AddonError(`the native addon does not load (${reason}): run 'npm run build'`);
  }
  const version = addon.layoutVersion();
  if (version !== LAYOUT_VERSION) {
    throw new AddonError(
      `the native addon is out of date (layout ${String(version)}, not ${String(LAYOUT_VERSION)}): run 'npm run build'`,
    );
  }
  return addon;
}
