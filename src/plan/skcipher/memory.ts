import { GUARD_BYTES } from '../../afalg/layout.js';
import { tapeLayout } from './tape-layout.js';
import type { SkcipherWorkload } from './workload.js';

/** Output starts on a cache line (64 bytes serves 32-byte lines too) and anywhere in a page otherwise. */
export const RECEIVE_STEP = 64;
export const RECEIVE_SLOTS = 4096 / RECEIVE_STEP;

/** Bytes of tape and arena that this workload's operations need, guards included. */
export function memoryOf(workload: SkcipherWorkload): { readonly tape: number; readonly arena: number } {
  return {
    tape: tapeLayout(workload).size,
    arena: RECEIVE_STEP * RECEIVE_SLOTS + workload.maxLength + GUARD_BYTES,
  };
}
