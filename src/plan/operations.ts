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

/**
 * The operations of one burst. Block k of the burst's stream decides operation k and nothing else, so a slice of the
 * plan costs the same wherever it starts.
 */
export class OperationPlan {
  readonly #layout: TapeLayout;
  readonly #stream: RandomStream;
  readonly #bytes: Buffer;
  readonly #words: Uint32Array;
  readonly #minLength: number;
  readonly #lengthStep: number;
  /** How many lengths there are to draw from; 1 when the burst has drawn one for all. */
  readonly #lengths: number;
  /** Bit 0 of the draw, masked and then set: what makes a direction random or fixed. */
  readonly #directionMask: number;
  readonly #directionBit: number;

  /** @param sliceLength the most operations a slice may have */
  constructor(workload: Workload, burst: Burst, sliceLength: number) {
    this.#layout = tapeLayout(workload);
    this.#stream = new RandomStream('operations', workload.seed, burst.worker, burst.burst);
    const memory = new ArrayBuffer(sliceLength * STREAM_BLOCK);
    this.#bytes = Buffer.from(memory);
    this.#words = new Uint32Array(memory);
    const { lengthStep } = cipherOf(workload);
    const each = workload.vary === 'op';
    this.#lengthStep = lengthStep;
    this.#minLength = each ? workload.minLength : burst.length;
    this.#lengths = each ? lengthCount(workload) : 1;
    this.#directionMask = workload.direction === 'mixed' ? 1 : 0;
    this.#directionBit = workload.direction === 'encrypt' ? ALG_OP.encrypt : ALG_OP.decrypt;
  }

  /** Operation `index`, alone. */
  operation(index: number): Operation {
    const record = new Uint32Array(RECORD_WORDS);
    this.fillRecords(record, index, 1);
    const encrypt = record[RECORD.operation] === ALG_OP.encrypt;
    return {
      direction: encrypt ? 'encrypt' : 'decrypt',
      length: record[RECORD.length] ?? 0,
      offset: (record[encrypt ? RECORD.inputOffset : RECORD.expectedOffset] ?? 0) - this.#layout.plaintext,
      receiveOffset: record[RECORD.receiveOffset] ?? 0,
    };
  }

  /** Writes operations first … first+count-1 into `records`, rows of RECORD. On the hot path: nothing is allocated. */
  fillRecords(records: Uint32Array, first: number, count: number): void {
    this.#stream.fill(this.#bytes.subarray(0, count * STREAM_BLOCK), first);
    if (BIG_ENDIAN) this.#bytes.swap32();
    const { plaintext, ciphertext, iv, length: tape } = this.#layout;
    const words = this.#words;
    for (let row = 0, at = 0; row < count * RECORD_WORDS; row += RECORD_WORDS, at += WORDS_PER_BLOCK) {
      const length = this.#minLength + this.#lengthStep * scale(words[at] ?? 0, this.#lengths);
      const offset = AES_BLOCK * scale(words[at + 1] ?? 0, Math.floor((tape - length) / AES_BLOCK) + 1);
      const operation = ((words[at + 2] ?? 0) & this.#directionMask) | this.#directionBit;
      const encrypt = operation === ALG_OP.encrypt;
      records[row + RECORD.operation] = operation;
      records[row + RECORD.length] = length;
      records[row + RECORD.inputOffset] = (encrypt ? plaintext : ciphertext) + offset;
      records[row + RECORD.expectedOffset] = (encrypt ? ciphertext : plaintext) + offset;
      records[row + RECORD.ivOffset] = iv + offset;
      records[row + RECORD.receiveOffset] = RECEIVE_STEP * (1 + scale(words[at + 3] ?? 0, RECEIVE_SLOTS));
    }
  }
}
