import { ALG_OP } from '../../afalg/layout.js';
import type { Burst } from '../burst.js';
import type { BurstPlan } from '../family-plan.js';
import type { OperationOf } from '../operation.js';
import { RandomStream, STREAM_BLOCK } from '../random-stream.js';
import type { Slice } from '../slice.js';
import { DRAWN, DRAWN_WORDS, drawOf, drawOperations, type Draw } from './draw.js';
import { planExchanges } from './exchange.js';
import { cipherOf, type SkcipherWorkload } from './workload.js';

/** The stream is bytes; its words are little-endian on every machine. */
const BIG_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1;

/**
 * The operations of one burst of a cipher. Block k of the burst's stream decides operation k and nothing else, so a
 * slice of the plan costs the same wherever it starts.
 */
export class SkcipherBurstPlan implements BurstPlan<'skcipher'> {
  readonly #draw: Draw;
  readonly #ivSize: number;
  readonly #stream: RandomStream;
  readonly #bytes: Buffer;
  readonly #words: Uint32Array;
  readonly #drawn: Uint32Array;

  /** @param sliceLength the most operations a slice may have */
  constructor(workload: SkcipherWorkload, burst: Burst, sliceLength: number) {
    this.#stream = new RandomStream('operations', workload.seed, burst.worker, burst.burst);
    const memory = new ArrayBuffer(sliceLength * STREAM_BLOCK);
    this.#bytes = Buffer.from(memory);
    this.#words = new Uint32Array(memory);
    this.#drawn = new Uint32Array(sliceLength * DRAWN_WORDS);
    this.#draw = drawOf(workload, burst);
    this.#ivSize = cipherOf(workload).ivSize;
  }

  fill(slice: Slice, first: number, count: number): void {
    this.#drawRows(first, count);
    planExchanges(this.#drawn, slice, count, this.#ivSize);
  }

  operation(index: number): OperationOf<'skcipher'> {
    this.#drawRows(index, 1);
    return this.#operationIn(0);
  }

  operations(first: number, count: number): readonly OperationOf<'skcipher'>[] {
    this.#drawRows(first, count);
    return Array.from({ length: count }, (_, row) => this.#operationIn(row));
  }

  /** The rows of DRAWN, little-endian. */
  fingerprint(first: number, count: number): Uint8Array {
    this.#drawRows(first, count);
    const bytes = Buffer.alloc(count * DRAWN_WORDS * 4);
    for (let at = 0; at < count * DRAWN_WORDS; at += 1) bytes.writeUInt32LE(this.#drawn[at] ?? 0, at * 4);
    return bytes;
  }

  #drawRows(first: number, count: number): void {
    this.#stream.fill(this.#bytes.subarray(0, count * STREAM_BLOCK), first);
    if (BIG_ENDIAN) this.#bytes.swap32();
    drawOperations(this.#draw, this.#words, this.#drawn, count);
  }

  #operationIn(row: number): OperationOf<'skcipher'> {
    const field = (name: keyof typeof DRAWN): number => this.#drawn[row * DRAWN_WORDS + DRAWN[name]] ?? 0;
    const encrypt = field('operation') === ALG_OP.encrypt;
    return {
      family: 'skcipher',
      direction: encrypt ? 'encrypt' : 'decrypt',
      length: field('length'),
      offset: field(encrypt ? 'inputOffset' : 'expectedOffset') - this.#draw.layout.plaintext,
      receiveOffset: field('receiveOffset'),
      chunk: field('chunk'),
    };
  }
}
