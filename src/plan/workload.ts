import { createHash } from 'node:crypto';
import { CIPHERS, type Cipher, type CipherMode } from './cipher.js';
import { formatSeed, parseSeed } from './seed.js';

/** Whether each operation or each burst draws its length. */
export const VARIED = ['op', 'burst'] as const;
export const DIRECTIONS = ['mixed', 'encrypt', 'decrypt'] as const;
/** Where in a page results are received: on any cache line, or at its start. */
export const RECEIVE_PLACES = ['any', 'page'] as const;

/** Everything that decides what an operation is. Two runs with equal workloads do the same operations. */
export interface Workload {
  readonly seed: bigint;
  readonly mode: CipherMode;
  /** Bytes. */
  readonly keySize: number;
  /** Bytes, both inclusive. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly vary: (typeof VARIED)[number];
  readonly direction: (typeof DIRECTIONS)[number];
  /** In how many pieces the result of an operation is fetched; fewer when it has fewer blocks. */
  readonly chunks: number;
  readonly receiveAt: (typeof RECEIVE_PLACES)[number];
}

/** Bumped whenever the same workload comes to mean other operations. */
export const STREAM_VERSION = 1;

/**
 * Bytes of plaintext in a tape, unless the messages are so long that few windows would fit. Small enough for the tapes
 * of ten workers to stay in a processor's cache, and to be made anew for every burst without being noticed.
 */
const TAPE_BYTES = 64 * 1024;

export function cipherOf(workload: Workload): Cipher {
  return CIPHERS[workload.mode];
}

/** How many different lengths an operation may have. */
export function lengthCount(workload: Workload): number {
  return (workload.maxLength - workload.minLength) / cipherOf(workload).lengthStep + 1;
}

/** Bytes of plaintext in this workload's tapes: a multiple of the block size. */
export function tapeLength(workload: Workload): number {
  return Math.max(TAPE_BYTES, Math.ceil((2 * workload.maxLength) / 4096) * 4096);
}

/** A short name for the workload apart from its seed: what a replay key carries beside the numbers. */
export function workloadDigest(workload: Workload): string {
  const canonical = JSON.stringify([
    STREAM_VERSION,
    workload.mode,
    workload.keySize,
    workload.minLength,
    workload.maxLength,
    workload.vary,
    workload.direction,
    workload.chunks,
    // Later than the others: without it a workload keeps the digest that it had before.
    ...(workload.receiveAt === 'any' ? [] : [workload.receiveAt]),
  ]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}

/** Names one operation of one workload: `seed:worker:burst:operation`. */
export interface OperationId {
  readonly seed: bigint;
  readonly worker: number;
  readonly burst: number;
  readonly operation: number;
}

export function formatOperationId(key: OperationId): string {
  return `${formatSeed(key.seed)}:${String(key.worker)}:${String(key.burst)}:${String(key.operation)}`;
}

/** undefined when it is none. */
export function parseOperationId(text: string): OperationId | undefined {
  const [, seedText = '', ...numbers] = /^([^:]+):(\d{1,15}):(\d{1,15}):(\d{1,15})$/.exec(text) ?? [];
  const seed = parseSeed(seedText);
  const [worker, burst, operation] = numbers.map(Number);
  if (seed === undefined || worker === undefined || burst === undefined || operation === undefined) return undefined;
  return { seed, worker, burst, operation };
}
