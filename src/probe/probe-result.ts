import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { BindCause } from '../kernel/advice/advice.js';
import type { CaamPresence } from '../kernel/caam-presence.js';
import type { Limits } from '../kernel/limits.js';
import type { MachineFacts } from '../kernel/machine.js';
import type { AfAlgType, CryptoEntry } from '../kernel/proc-crypto.js';

/** What to probe: a name as bind(2) gets it. */
export interface ProbeTarget {
  readonly name: string;
  readonly type: AfAlgType;
}

/** How far a probe came. */
export const PROBE_STAGES = ['bind', 'key', 'use', 'aio'] as const;
export type ProbeStage = (typeof PROBE_STAGES)[number];

/** How the answer was checked. */
export const PROOFS = [
  /** By node:crypto. */
  'verified',
  /** Decrypted, it gave what was encrypted. */
  'consistent',
  /** It came, and nobody here can say whether it is right. */
  'answered',
] as const;
export type Proof = (typeof PROOFS)[number];

/** Whether io_submit(2) returns before the work is done. */
export type Aio =
  | { readonly kind: 'not-measured' }
  /** In `pending` of `tries` submissions a read was still under way when io_submit came to the next, or returned. */
  | { readonly kind: 'asynchronous'; readonly pending: number; readonly tries: number }
  /** Every read was done when io_submit returned. */
  | { readonly kind: 'synchronous'; readonly tries: number }
  | { readonly kind: 'failed'; readonly failure: SyscallFailure };

/** What a probe of one name saw. */
export interface ProbeSight {
  /** Whose reference count rose; null when none did. */
  readonly served: CryptoEntry | null;
  /** Bytes. */
  readonly keySizes: readonly number[];
  readonly refusedKeySizes: readonly number[];
  readonly aio: Aio;
  readonly end:
    | { readonly kind: 'works'; readonly proof: Proof }
    | { readonly kind: 'wrong'; readonly what: string }
    | { readonly kind: 'failed'; readonly stage: ProbeStage; readonly failure: SyscallFailure };
}

export type ProbeOutcome =
  | { readonly kind: 'works'; readonly proof: Proof }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'unusable'; readonly stage: ProbeStage; readonly cause: BindCause; readonly why: string }
  | { readonly kind: 'hung'; readonly stage: ProbeStage; readonly why: string };

export interface ProbedAlgorithm extends ProbeTarget {
  /** The entry of /proc/crypto with this name, the highest priority first; null when there was none. */
  readonly listed: CryptoEntry | null;
  readonly served: CryptoEntry | null;
  readonly keySizes: readonly number[];
  readonly refusedKeySizes: readonly number[];
  readonly aio: Aio;
  readonly outcome: ProbeOutcome;
}

/** What stands in the way of AF_ALG as such. */
export interface Restrictions {
  /** crypto.af_alg_restrict; '' where there is none. */
  readonly restrict: string;
  readonly fips: boolean;
  readonly seccomp: boolean;
  /** CapEff of /proc/self/status, hexadecimal. */
  readonly capabilities: string;
  /** Lines of modprobe.d. */
  readonly blocked: readonly string[];
}

/** What `probe --json` prints. */
export interface ProbeReport {
  readonly afalgStress: string;
  readonly guest: string | null;
  readonly machine: MachineFacts;
  readonly preemptRt: boolean;
  /** Flags of /proc/sys/kernel/tainted. */
  readonly taint: readonly string[];
  readonly limits: Limits;
  readonly restrictions: Restrictions;
  readonly caam: CaamPresence;
  readonly afAlg:
    { readonly kind: 'available' } | { readonly kind: 'missing'; readonly cause: BindCause; readonly why: string };
  readonly asynchronousDrivers: 'reached' | 'refused' | 'unknown';
  readonly algorithms: readonly ProbedAlgorithm[];
  /** Entries of /proc/crypto that AF_ALG has no type for, or that are internal: `name (driver, type)`. */
  readonly outOfReach: readonly string[];
}
