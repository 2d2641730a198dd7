import type { WorkloadOf } from '../workload.js';
import { CIPHERS, type Cipher } from './cipher.js';
import type { SkcipherFields } from './fields.js';

export type SkcipherWorkload = WorkloadOf<'skcipher'>;

/**
 * Bytes of plaintext in a tape, unless the messages are so long that few windows would fit. Small enough for the tapes
 * of ten workers to stay in a processor's cache, and to be rebuilt for every burst at no noticeable cost.
 */
const TAPE_BYTES = 64 * 1024;

export function cipherOf(workload: Pick<SkcipherFields, 'mode'>): Cipher {
  return CIPHERS[workload.mode];
}

/** How many different lengths an operation may have. */
export function lengthCount(workload: SkcipherWorkload): number {
  return (workload.maxLength - workload.minLength) / cipherOf(workload).lengthStep + 1;
}

/** Bytes of plaintext in this workload's tapes: a multiple of the block size. */
export function tapeLength({ maxLength }: Pick<SkcipherWorkload, 'maxLength'>): number {
  return Math.max(TAPE_BYTES, Math.ceil((2 * maxLength) / 4096) * 4096);
}

/** In this order for ever: digests are stored. */
export function canonicalFields(workload: SkcipherWorkload): readonly unknown[] {
  return [
    workload.mode,
    workload.keySize,
    workload.minLength,
    workload.maxLength,
    workload.vary,
    workload.direction,
    workload.chunks,
    // Later than the others: without it a workload keeps the digest that it had before.
    ...(workload.receiveAt === 'any' ? [] : [workload.receiveAt]),
  ];
}
