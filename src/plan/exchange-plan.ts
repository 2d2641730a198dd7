import type { Burst } from './burst.js';
import type { BurstPlan } from './family-plan.js';
import type { Family } from './family.js';
import type { OperationOf } from './operation.js';
import { RandomStream, STREAM_BLOCK } from './random-stream.js';
import { newSlice, type Slice } from './slice.js';
import { SliceWriter } from './slice-writer.js';

/** Blocks of the burst's stream that decide one operation, and the words in them. */
const BLOCKS = 2;
export const DRAW_WORDS = (BLOCKS * STREAM_BLOCK) / 4;

/** How a family draws an operation, and how it is exchanged. */
export interface ExchangeFamily<F extends Family> {
  /** @param words DRAW_WORDS of them, 32 random bits each */
  draw(words: readonly number[]): OperationOf<F>;
  /** Writes the steps of an operation, and its end. */
  exchange(operation: OperationOf<F>, writer: SliceWriter): void;
  /** The most steps it may have. */
  readonly longest: number;
}

/**
 * The operations of one burst, of a family that draws whole operations: blocks 2k and 2k+1 of the burst's stream decide
 * operation k and nothing else.
 */
export class ExchangePlan<F extends Family> implements BurstPlan<F> {
  readonly #family: ExchangeFamily<F>;
  readonly #stream: RandomStream;
  readonly #bytes: Buffer;

  /** @param sliceLength the most operations a slice may have */
  constructor(seed: bigint, { worker, burst }: Burst, sliceLength: number, family: ExchangeFamily<F>) {
    this.#family = family;
    this.#stream = new RandomStream('operations', seed, worker, burst);
    this.#bytes = Buffer.alloc(sliceLength * BLOCKS * STREAM_BLOCK);
  }

  fill(slice: Slice, first: number, count: number): void {
    const writer = new SliceWriter(slice);
    this.#stream.fill(this.#bytes.subarray(0, count * BLOCKS * STREAM_BLOCK), first * BLOCKS);
    for (let row = 0; row < count; row += 1) this.#family.exchange(this.#operationIn(row), writer);
  }

  operation(index: number): OperationOf<F> {
    this.#stream.fill(this.#bytes.subarray(0, BLOCKS * STREAM_BLOCK), index * BLOCKS);
    return this.#operationIn(0);
  }

  operations(first: number, count: number): readonly OperationOf<F>[] {
    return Array.from({ length: count }, (_, index) => this.operation(first + index));
  }

  /** The rows of the slice, little-endian. */
  fingerprint(first: number, count: number): Uint8Array {
    const slice = newSlice(count, count * this.#family.longest);
    this.fill(slice, first, count);
    const words = [...slice.operations, ...slice.steps];
    const bytes = Buffer.alloc(words.length * 4);
    for (const [at, word] of words.entries()) bytes.writeUInt32LE(word, at * 4);
    return bytes;
  }

  #operationIn(row: number): OperationOf<F> {
    const words: number[] = [];
    for (let word = 0; word < DRAW_WORDS; word += 1) {
      words.push(this.#bytes.readUInt32LE((row * DRAW_WORDS + word) * 4));
    }
    return this.#family.draw(words);
  }
}
