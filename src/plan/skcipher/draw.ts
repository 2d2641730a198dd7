import { ALG_OP } from '../../afalg/layout.js';
import { RECEIVE_SLOTS, RECEIVE_STEP } from '../arena.js';
import type { Burst } from '../burst.js';
import { STREAM_BLOCK } from '../random-stream.js';
import { scale } from '../scale.js';
import { AES_BLOCK } from './cipher.js';
import { tapeLayout, type TapeLayout } from './tape-layout.js';
import { cipherOf, lengthCount, type SkcipherWorkload } from './workload.js';

/**
 * What is drawn for one operation: a row of words. Offsets are bytes into the tape, but `receiveOffset` into the arena.
 * Digests of plans are made of these rows: neither the fields nor their order may change.
 */
export const DRAWN = {
  operation: 0,
  length: 1,
  inputOffset: 2,
  ivOffset: 3,
  expectedOffset: 4,
  receiveOffset: 5,
  /** Bytes per recv: a multiple of the block size, or the length. */
  chunk: 6,
} as const;
export const DRAWN_WORDS = 7;

const WORDS_PER_BLOCK = STREAM_BLOCK / 4;

/** What the words of a stream are turned into, as plain numbers. */
export interface Draw {
  readonly minLength: number;
  readonly lengthStep: number;
  /** How many lengths there are to draw from; 1 when the burst has drawn one for all. */
  readonly lengths: number;
  /** Bit 0 of the draw, masked and then set: what makes a direction random or fixed. */
  readonly directionMask: number;
  readonly directionBit: number;
  readonly chunks: number;
  /** The first place in the arena that output may have, in steps, and how many there are. */
  readonly firstSlot: number;
  readonly slots: number;
  readonly layout: TapeLayout;
}

export function drawOf(workload: SkcipherWorkload, burst: Burst): Draw {
  const each = workload.vary === 'op';
  return {
    minLength: each ? workload.minLength : burst.length,
    lengthStep: cipherOf(workload).lengthStep,
    lengths: each ? lengthCount(workload) : 1,
    directionMask: workload.direction === 'mixed' ? 1 : 0,
    directionBit: workload.direction === 'encrypt' ? ALG_OP.encrypt : ALG_OP.decrypt,
    chunks: workload.chunks,
    // The arena begins on a page, with a guard; so does its second page, after that guard.
    ...(workload.receiveAt === 'any' ? { firstSlot: 1, slots: RECEIVE_SLOTS } : { firstSlot: RECEIVE_SLOTS, slots: 1 }),
    layout: tapeLayout(workload),
  };
}

/**
 * On the hot path. Numbers and typed arrays only, and a function of its own: V8 compiles it once, while the workers
 * warm up, and has no reason to think again in the middle of a run.
 *
 * @param words blocks of the burst's stream, one per operation
 * @param drawn gets `count` rows of DRAWN
 */
export function drawOperations(draw: Draw, words: Uint32Array, drawn: Uint32Array, count: number): void {
  const { minLength, lengthStep, lengths, directionMask, directionBit, chunks, firstSlot, slots } = draw;
  const { plaintext, ciphertext, iv, length: tape } = draw.layout;
  for (let row = 0, at = 0; row < count * DRAWN_WORDS; row += DRAWN_WORDS, at += WORDS_PER_BLOCK) {
    const length = minLength + lengthStep * scale(words[at] ?? 0, lengths);
    const offset = AES_BLOCK * scale(words[at + 1] ?? 0, Math.floor((tape - length) / AES_BLOCK) + 1);
    const operation = ((words[at + 2] ?? 0) & directionMask) | directionBit;
    const encrypt = operation === ALG_OP.encrypt;
    drawn[row + DRAWN.operation] = operation;
    drawn[row + DRAWN.length] = length;
    drawn[row + DRAWN.inputOffset] = (encrypt ? plaintext : ciphertext) + offset;
    drawn[row + DRAWN.expectedOffset] = (encrypt ? ciphertext : plaintext) + offset;
    drawn[row + DRAWN.ivOffset] = iv + offset;
    drawn[row + DRAWN.receiveOffset] = RECEIVE_STEP * (firstSlot + scale(words[at + 3] ?? 0, slots));
    drawn[row + DRAWN.chunk] = chunks === 1 ? length : AES_BLOCK * Math.ceil(length / (chunks * AES_BLOCK));
  }
}
