import type { Codec } from '../codec/codec.js';
import { list, map, nullable, object, tagged } from '../codec/structures.js';
import { choice, count, number, text } from '../codec/values.js';
import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { MachineFacts } from '../kernel/machine.js';
import type { CryptoEntry } from '../kernel/proc-crypto.js';
import type { CipherMode } from '../plan/skcipher/cipher.js';
import { Format } from '../results/documents/format.js';
import { MACHINE } from '../results/documents/kernel-parts.js';
import { LATENCY, type Latency } from '../results/documents/summary.js';

/** One cell to measure. */
export interface BenchTask {
  readonly algorithm: string;
  readonly mode: CipherMode;
  /** Bytes. */
  readonly keySize: number;
  readonly direction: 'encrypt' | 'decrypt';
  /** Bytes per message. */
  readonly length: number;
  /** For either side. */
  readonly milliseconds: number;
}

export interface Measured {
  readonly kind: 'measured';
  readonly operations: number;
  readonly operationsPerSecond: number;
  /** 10^6 bytes per second: the median of the rounds. */
  readonly megabytesPerSecond: number;
  readonly latencyMicroseconds: Latency;
  /** Half the distance between the slowest and the fastest round, in percent of the median. */
  readonly noisePercent: number;
}

/** One side of a cell. */
export type Side =
  | Measured
  | { readonly kind: 'not-available'; readonly why: string }
  /** Not the expected bytes, or an operation that failed: no benchmark. */
  | { readonly kind: 'wrong'; readonly why: string };

export interface BenchCell {
  readonly algorithm: string;
  readonly keySize: number;
  readonly direction: 'encrypt' | 'decrypt';
  readonly length: number;
  readonly afAlg: Side;
  /** The same messages through node:crypto. */
  readonly user: Side;
}

/** What the measuring process says of a task. */
export type CellSight =
  | { readonly kind: 'done'; readonly driver: CryptoEntry | null; readonly afAlg: Side; readonly user: Side }
  | { readonly kind: 'refused'; readonly failure: SyscallFailure };

/** What `bench --json` prints. */
export interface BenchDocument {
  readonly afalgStress: string;
  readonly started: string;
  readonly guest: string | null;
  readonly machine: MachineFacts;
  readonly nodeOpenssl: string;
  /** Per cell and side. */
  readonly milliseconds: number;
  /** Who served each algorithm: `cbc(aes)` by `cbc-aes-caam`. */
  readonly drivers: Readonly<Record<string, string>>;
  readonly cells: readonly BenchCell[];
}

const SIDE: Codec<Side> = tagged('kind', {
  measured: object({
    operations: count,
    operationsPerSecond: number,
    megabytesPerSecond: number,
    latencyMicroseconds: LATENCY,
    noisePercent: number,
  }),
  'not-available': object({ why: text }),
  wrong: object({ why: text }),
});

export const BENCH = new Format<BenchDocument>(
  'bench',
  1,
  object<BenchDocument>({
    afalgStress: text,
    started: text,
    guest: nullable(text),
    machine: MACHINE,
    nodeOpenssl: text,
    milliseconds: number,
    drivers: map(text),
    cells: list(
      object<BenchCell>({
        algorithm: text,
        keySize: count,
        direction: choice(['encrypt', 'decrypt'] as const),
        length: count,
        afAlg: SIDE,
        user: SIDE,
      }),
    ),
  }),
);
