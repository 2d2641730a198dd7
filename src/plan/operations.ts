import { ALG_OP, GUARD_BYTES, RECORD, RECORD_WORDS } from '../afalg/layout.js';
import { AES_BLOCK } from './cipher.js';
import type { Burst } from './burst.js';
import { RandomStream, STREAM_BLOCK } from './random-stream.js';
import { scale } from './scale.js';
import { tapeLayout, type TapeLayout } from './tape-layout.js';
import { cipherOf, lengthCount, type Workload } from './workload.js';

export type Direction = 'encrypt' | 'decrypt';

/** One operation, in the words of whoever reads a finding. */
export interface Operation {
  readonly direction: Direction;
  /** Bytes. */
  readonly length: number;
  /** Where in the tape's plaintext its window starts, in bytes: a multiple of the block size. */
  readonly offset: number;
  /** Where in the arena the kernel writes the output, in bytes. */
  readonly receiveOffset: number;
  /** Bytes per recv: every piece is a request to the driver, with the IV that it wrote back after the one before. */
  readonly chunk: number;
}

/** The stream is bytes; its words are little-endian on every machine. */
const BIG_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1;
const WORDS_PER_BLOCK = STREAM_BLOCK / 4;

/** Output starts on a cache line (64 bytes serves 32-byte lines too) and anywhere in a page otherwise. */
const RECEIVE_STEP = 64;
const RECEIVE_SLOTS = 4096 / RECEIVE_STEP;

/** Bytes of arena that this workload's operations need, guards included. */
export function arenaBytes(workload: Workload): number {
  return RECEIVE_STEP * RECEIVE_SLOTS + workload.maxLength + GUARD_BYTES;
}

/** What the words of a stream are turned into, as plain numbers. */
interface Draw {
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

/**
 * The operations of one burst. Block k of the burst's stream decides operation k and nothing else, so a slice of the
 * plan costs the same wherever it starts.
 */
export class OperationPlan {
  readonly #draw: Draw;
  readonly #stream: RandomStream;
  readonly #bytes: Buffer;
  readonly #words: Uint32Array;

  /** @param sliceLength the most operations a slice may have */
  constructor(workload: Workload, burst: Burst, sliceLength: number) {
    this.#stream = new RandomStream('operations', workload.seed, burst.worker, burst.burst);
    const memory = new ArrayBuffer(sliceLength * STREAM_BLOCK);
    this.#bytes = Buffer.from(memory);
    this.#words = new Uint32Array(memory);
    const each = workload.vary === 'op';
    this.#draw = {
      minLength: each ? workload.minLength : burst.length,
      lengthStep: cipherOf(workload).lengthStep,
      lengths: each ? lengthCount(workload) : 1,
      directionMask: workload.direction === 'mixed' ? 1 : 0,
      directionBit: workload.direction === 'encrypt' ? ALG_OP.encrypt : ALG_OP.decrypt,
      chunks: workload.chunks,
      // The arena begins on a page, with a guard; so does its second page, behind that guard.
      ...(workload.receiveAt === 'any'
        ? { firstSlot: 1, slots: RECEIVE_SLOTS }
        : { firstSlot: RECEIVE_SLOTS, slots: 1 }),
      layout: tapeLayout(workload),
    };
  }

  /** Operation `index`, alone. */
  operation(index: number): Operation {
    const records = new Uint32Array(RECORD_WORDS);
    this.fillRecords(records, index, 1);
    return this.#operationAt(records, 0);
  }

  /** Operations first … first+count-1, in words; `count` at most the slice length. */
  operations(first: number, count: number): readonly Operation[] {
    const records = new Uint32Array(count * RECORD_WORDS);
    this.fillRecords(records, first, count);
    return Array.from({ length: count }, (_, row) => this.#operationAt(records, row * RECORD_WORDS));
  }

  #operationAt(records: Uint32Array, row: number): Operation {
    const field = (name: keyof typeof RECORD): number => records[row + RECORD[name]] ?? 0;
    const encrypt = field('operation') === ALG_OP.encrypt;
    return {
      direction: encrypt ? 'encrypt' : 'decrypt',
      length: field('length'),
      offset: field(encrypt ? 'inputOffset' : 'expectedOffset') - this.#draw.layout.plaintext,
      receiveOffset: field('receiveOffset'),
      chunk: field('chunk'),
    };
  }

  /** Writes operations first … first+count-1 into `records`, rows of RECORD. */
  fillRecords(records: Uint32Array, first: number, count: number): void {
    this.#stream.fill(this.#bytes.subarray(0, count * STREAM_BLOCK), first);
    if (BIG_ENDIAN) this.#bytes.swap32();
    drawRecords(this.#draw, this.#words, records, count);
  }
}

/**
 * On the hot path. Numbers and typed arrays only, and a function of its own: V8 compiles it once, while the workers
 * warm up, and has no reason to think again in the middle of a run.
 */
function drawRecords(draw: Draw, words: Uint32Array, records: Uint32Array, count: number): void {
  const { minLength, lengthStep, lengths, directionMask, directionBit, chunks, firstSlot, slots } = draw;
  const { plaintext, ciphertext, iv, length: tape } = draw.layout;
  for (let row = 0, at = 0; row < count * RECORD_WORDS; row += RECORD_WORDS, at += WORDS_PER_BLOCK) {
    const length = minLength + lengthStep * scale(words[at] ?? 0, lengths);
    const offset = AES_BLOCK * scale(words[at + 1] ?? 0, Math.floor((tape - length) / AES_BLOCK) + 1);
    const operation = ((words[at + 2] ?? 0) & directionMask) | directionBit;
    const encrypt = operation === ALG_OP.encrypt;
    records[row + RECORD.operation] = operation;
    records[row + RECORD.length] = length;
    records[row + RECORD.inputOffset] = (encrypt ? plaintext : ciphertext) + offset;
    records[row + RECORD.expectedOffset] = (encrypt ? ciphertext : plaintext) + offset;
    records[row + RECORD.ivOffset] = iv + offset;
    records[row + RECORD.receiveOffset] = RECEIVE_STEP * (firstSlot + scale(words[at + 3] ?? 0, slots));
    records[row + RECORD.chunk] = chunks === 1 ? length : AES_BLOCK * Math.ceil(length / (chunks * AES_BLOCK));
  }
}
