import { GUARD_BYTES } from '../afalg/layout.js';
import { scale } from './scale.js';
import type { CommonWorkload } from './workload.js';

/** Output starts on a cache line (64 bytes serves 32-byte lines too) and anywhere in a page otherwise. */
export const RECEIVE_STEP = 64;
export const RECEIVE_SLOTS = 4096 / RECEIVE_STEP;

/** Bytes of an arena whose operations receive up to `received` bytes, their inner guards included. */
export function arenaBytes(received: number): number {
  return RECEIVE_STEP * RECEIVE_SLOTS + received + GUARD_BYTES;
}

/**
 * Where in the arena an operation receives: a whole number of RECEIVE_STEPs.
 *
 * @param random 32 bits
 */
export function drawPlace({ receiveAt }: Pick<CommonWorkload, 'receiveAt'>, random: number): number {
  // The arena begins on a page, with a guard; so does its second page, after that guard.
  return RECEIVE_STEP * (receiveAt === 'any' ? 1 + scale(random, RECEIVE_SLOTS) : RECEIVE_SLOTS);
}
