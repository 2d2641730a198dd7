import type { EngineChoice } from '../afalg/engine-choice.js';
import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { CryptoEntry } from '../kernel/proc-crypto.js';
import type { OperationRange, Repeat } from '../plan/repeat.js';
import type { Workload } from '../plan/workload.js';
import type { BucketCounts } from '../results/histogram.js';
import type { OperationFinding, SetupFinding } from '../results/finding.js';

/**
 * Who says what to whom. Three parties: the cli process, which must survive whatever the kernel does; one host process;
 * its worker threads, which may get stuck inside the kernel for ever. Everything is plain data, and nobody waits for an
 * answer without a bound.
 *
 *   worker → host → cli   bound | cannot-bind, prepared, finding…, finished | failed
 *   cli → host            bind (the next worker, whose thread is made then), go (one of them), all-here, stored (a
 *                         finding is on disk), stop
 *   host → cli            heartbeat, twice a second; a finding, with where every worker stood
 *   host → worker         bind, go and leave as messages while it still listens; stored and stop through shared memory
 */
export interface HostTask {
  readonly algorithm: string;
  readonly workload: Workload;
  /** How operations reach the kernel: no part of what they are. */
  readonly engine: EngineChoice;
  readonly workers: number;
  readonly activeMilliseconds: number;
  readonly pauseMilliseconds: number;
  /** Operations all workers do together; null for no limit. */
  readonly operations: number | null;
  /** Instead of bursts; there are as many workers as ranges. */
  readonly repeat: Repeat | null;
  readonly reportBursts: boolean;
}

export interface WorkerTask extends Omit<HostTask, 'operations' | 'workers' | 'repeat'> {
  readonly worker: number;
  readonly operations: number | null;
  /** Instead of bursts. */
  readonly repeat: { readonly times: number; readonly range: OperationRange } | null;
  /** PROGRESS_WORDS words. */
  readonly progress: SharedArrayBuffer;
}

/** What a worker is at, in its progress words. Only the states marked so must make progress. */
export const WORKER_STATE = {
  /** Not started, waiting for its turn, or between bursts: nothing is expected of it. */
  idle: 0,
  /** Inside bind, setsockopt or accept: must progress. */
  setup: 1,
  /** Running operations: must progress. */
  active: 2,
  /** Its finding is being written; the disk may take its time. */
  reporting: 3,
  finished: 4,
} as const;

export type WorkerMessage =
  | { readonly kind: 'bound'; readonly driver: CryptoEntry | null; readonly messageBudget: number }
  | { readonly kind: 'cannot-bind'; readonly failure: SyscallFailure }
  /** Everything is allocated and the first burst is ready to go. */
  | { readonly kind: 'prepared' }
  | { readonly kind: 'finding'; readonly finding: OperationFinding | SetupFinding }
  | { readonly kind: 'burst'; readonly burst: number; readonly operations: number }
  | { readonly kind: 'finished' }
  /** A bug of ours: the stack is for the journal. */
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

export type HostToWorker =
  | { readonly kind: 'bind' }
  /** `began`: when the first worker was told so, by the wall clock, for bursts that begin together. */
  | { readonly kind: 'go'; readonly began: number }
  /** The run is over before this worker's turn came. */
  | { readonly kind: 'leave' };

export interface WorkerSnapshot {
  readonly worker: number;
  readonly threadId: number;
  /** One of WORKER_STATE. */
  readonly state: number;
  readonly beat: number;
  readonly burst: number;
  /** Every operation of the burst before this one has ended. */
  readonly operation: number;
  readonly flights: readonly Flight[];
}

/** An operation that the kernel has. */
export interface Flight {
  /** Its index in the burst. */
  readonly operation: number;
  /** What it is inside of: a CALL. */
  readonly call: number;
}

export interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly workers: readonly WorkerSnapshot[];
  /** Since the last heartbeat. */
  readonly operations: number;
  readonly bytes: number;
  readonly queueFull: number;
  /** Since it was last sent; sent now and then, and with the last heartbeat. */
  readonly latency: BucketCounts;
  /** Of the whole run so far. */
  readonly maxLatencyMicroseconds: number;
}

export type HostMessage =
  | Heartbeat
  | { readonly kind: 'ready' }
  | { readonly kind: 'worker'; readonly worker: number; readonly message: Exclude<WorkerMessage, { kind: 'finding' }> }
  | {
      readonly kind: 'finding';
      readonly worker: number;
      readonly finding: OperationFinding | SetupFinding;
      /** Where every worker stood when the host heard of it. */
      readonly workers: readonly WorkerSnapshot[];
    }
  /** Every worker has finished; the last heartbeat came before. */
  | { readonly kind: 'done' };

export type CliMessage =
  /** The task is what the host's main module takes: a HostTask here. */
  | { readonly kind: 'start'; readonly task: object }
  | { readonly kind: 'bind'; readonly worker: number }
  | { readonly kind: 'go'; readonly worker: number; readonly began: number }
  /** Nobody else will join: those at work need no longer step back. */
  | { readonly kind: 'all-here' }
  | { readonly kind: 'stored'; readonly worker: number }
  | { readonly kind: 'stop' };

const KINDS = {
  worker: ['bound', 'cannot-bind', 'prepared', 'finding', 'burst', 'finished', 'failed'],
  host: ['heartbeat', 'ready', 'worker', 'finding', 'done'],
  cli: ['start', 'bind', 'go', 'all-here', 'stored', 'stop'],
  toWorker: ['bind', 'go', 'leave'],
} as const satisfies {
  worker: readonly WorkerMessage['kind'][];
  host: readonly HostMessage['kind'][];
  cli: readonly CliMessage['kind'][];
  toWorker: readonly HostToWorker['kind'][];
};

/** Both ends come from one build, so the kind alone distinguishes our messages from stray ones. */
function hasKind(value: unknown, kinds: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return typeof value.kind === 'string' && kinds.includes(value.kind);
}

export function isWorkerMessage(value: unknown): value is WorkerMessage {
  return hasKind(value, KINDS.worker);
}

export function isHostMessage(value: unknown): value is HostMessage {
  return hasKind(value, KINDS.host);
}

export function isCliMessage(value: unknown): value is CliMessage {
  return hasKind(value, KINDS.cli);
}

export function isHostToWorker(value: unknown): value is HostToWorker {
  return hasKind(value, KINDS.toWorker);
}

export function isWorkerTask(value: unknown): value is WorkerTask {
  return (
    typeof value === 'object' && value !== null && 'progress' in value && value.progress instanceof SharedArrayBuffer
  );
}

export function isHostTask(value: object): value is HostTask {
  return 'workload' in value && 'workers' in value && 'engine' in value;
}
