import { computeDirectly } from '../../oracle/skcipher/direct.js';
import { drawBurst } from '../../plan/skcipher/draw-burst.js';
import { SkcipherBurstPlan } from '../../plan/skcipher/operations.js';
import type { Direction } from '../../plan/skcipher/operation.js';
import { type Workload } from '../../plan/workload.js';
import { cipherOf } from '../../plan/skcipher/workload.js';
import type { OperationId } from '../../plan/operation-id.js';

/** Expected bytes in a program, all operations together: what a mailing list takes. */
const EXPECTED_BYTES = 8192;
/** With one, the output of an operation before would look right. */
const FEWEST = 2;
const MOST = 4;
const WORD = 8;
const MASK = (1n << 64n) - 1n;

/** One operation of the program, and what its output must be. */
export interface ProgramOperation {
  readonly direction: Direction;
  /** Bytes. */
  readonly length: number;
  /** Bytes per recv. */
  readonly chunk: number;
  readonly expected: Uint8Array;
}

export interface ProgramData {
  readonly key: Uint8Array;
  readonly ivSize: number;
  /** What the program's generator starts from. */
  readonly seed: bigint;
  readonly operations: readonly ProgramOperation[];
}

/**
 * The operation that failed, last, and those before it. IVs and input are what the program's own generator makes, so
 * that they need not be printed; the key is that of the burst.
 */
export function programData(workload: Workload, failed: OperationId): ProgramData {
  const count = Math.min(MOST, Math.max(FEWEST, Math.floor(EXPECTED_BYTES / workload.maxLength)));
  const burst = drawBurst(workload, failed.worker, failed.burst);
  const first = Math.max(0, failed.operation - count + 1);
  const { ivSize } = cipherOf(workload);
  const generator = new Generator(workload.seed);
  const operations = new SkcipherBurstPlan(workload, burst, count)
    .operations(first, count)
    .map(({ direction, length, chunk }): ProgramOperation => {
      const iv = generator.bytes(ivSize);
      const input = generator.bytes(length);
      const expected = computeDirectly(workload.mode, direction, burst.key, iv, input);
      return { direction, length, chunk, expected };
    });
  return { key: burst.key, ivSize, seed: workload.seed, operations };
}

/** SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), as the program has it: each number gives 8 bytes, the lowest first. */
class Generator {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = seed;
  }

  bytes(count: number): Uint8Array {
    const bytes = Buffer.alloc(Math.ceil(count / WORD) * WORD);
    for (let at = 0; at < count; at += WORD) bytes.writeBigUInt64LE(this.#next(), at);
    return bytes.subarray(0, count);
  }

  #next(): bigint {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) & MASK;
    let word = this.#state;
    word = ((word ^ (word >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    word = ((word ^ (word >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return word ^ (word >> 31n);
  }
}
