import { ALG_OP, GUARD_BYTES, RECORD, RECORD_WORDS } from '../afalg/layout.js';
import { AES_BLOCK } from './cipher.js';
import { drawLength, type Burst } from './burst.js';
import { RandomStream, STREAM_BLOCK } from './random-stream.js';
import { scale } from './scale.js';
import { tapeLayout, type TapeLayout } from './tape-layout.js';
import type { Workload } from './workload.js';

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
  readonly #workload: Workload;
  readonly #burst: Burst;
  readonly #layout: TapeLayout;
  readonly #stream: RandomStream;
  readonly #bytes: Buffer;

  /** @param sliceLength the most operations a slice may have */
  constructor(workload: Workload, burst: Burst, sliceLength: number) {
    this.#workload = workload;
    this.#burst = burst;
    this.#layout = tapeLayout(workload);
    this.#stream = new RandomStream('operations', workload.seed, burst.worker, burst.burst);
    this.#bytes = Buffer.alloc(sliceLength * STREAM_BLOCK);
  }

  /** Operation `first`, alone. */
  operation(first: number): Operation {
    this.#stream.fill(this.#bytes.subarray(0, STREAM_BLOCK), first);
    return this.#draw(0);
  }

  /** Writes operations first … first+count-1 into `records`, rows of RECORD. */
  fillRecords(records: Uint32Array, first: number, count: number): void {
    this.#stream.fill(this.#bytes.subarray(0, count * STREAM_BLOCK), first);
    const { plaintext, ciphertext, iv } = this.#layout;
    for (let index = 0; index < count; index += 1) {
      const operation = this.#draw(index * STREAM_BLOCK);
      const encrypt = operation.direction === 'encrypt';
      const row = index * RECORD_WORDS;
      records[row + RECORD.operation] = ALG_OP[operation.direction];
      records[row + RECORD.length] = operation.length;
      records[row + RECORD.inputOffset] = (encrypt ? plaintext : ciphertext) + operation.offset;
      records[row + RECORD.expectedOffset] = (encrypt ? ciphertext : plaintext) + operation.offset;
      records[row + RECORD.ivOffset] = iv + operation.offset;
      records[row + RECORD.receiveOffset] = operation.receiveOffset;
    }
  }

  #draw(at: number): Operation {
    const workload = this.#workload;
    const bytes = this.#bytes;
    const length = workload.vary === 'op' ? drawLength(workload, bytes.readUInt32LE(at)) : this.#burst.length;
    const windows = Math.floor((this.#layout.length - length) / AES_BLOCK) + 1;
    const mixed: Direction = (bytes.readUInt32LE(at + 8) & 1) === 0 ? 'decrypt' : 'encrypt';
    return {
      direction: workload.direction === 'mixed' ? mixed : workload.direction,
      length,
      offset: AES_BLOCK * scale(bytes.readUInt32LE(at + 4), windows),
      receiveOffset: RECEIVE_STEP * (1 + scale(bytes.readUInt32LE(at + 12), RECEIVE_SLOTS)),
    };
  }
}
