import { ENGINE, OUTCOME, OUTCOME_WORDS, SLICE, SLICE_WORDS, type EngineName } from './layout.js';
import { native, type Lane, type NativeEngine } from './native.js';
import type { Op } from './tfm.js';

/** Planned operations: rows of OPERATION and of STEP. */
interface Rows {
  readonly operations: Uint32Array;
  readonly steps: Uint32Array;
}

/** What came of an operation that failed: the words of OUTCOME. */
export type Outcome = Readonly<Record<keyof typeof OUTCOME, number>>;

/** How a slice ended. */
export interface SliceResult {
  /** The first operation that was not started. */
  readonly next: number;
  /** Those that failed, in the order in which they ended. */
  readonly failed: readonly Outcome[];
}

const NONE: readonly Outcome[] = [];

/** How one worker's operations reach the kernel. */
export class Engine {
  readonly #native: NativeEngine;
  readonly #lane: Lane;

  /** @param depth operations in flight at a time */
  constructor(name: EngineName, depth: number, lane: Omit<Lane, 'outcomes'>) {
    this.#native = native().createEngine(ENGINE[name], depth);
    this.#lane = { ...lane, outcomes: new Int32Array(SLICE_WORDS + depth * OUTCOME_WORDS) };
  }

  /** See Native.runSlice. */
  run(op: Op, slice: Rows, from: number, to: number, first: number, microseconds: number): SliceResult {
    const { outcomes } = this.#lane;
    native().runSlice(this.#native, op.fd, this.#lane, slice, from, to, first, microseconds);
    const failed = outcomes[SLICE.failed] ?? 0;
    return {
      next: outcomes[SLICE.next] ?? 0,
      failed: failed === 0 ? NONE : Array.from({ length: failed }, (_, row) => outcomeIn(outcomes, row)),
    };
  }
}

function outcomeIn(outcomes: Int32Array, row: number): Outcome {
  const word = (name: keyof typeof OUTCOME): number => outcomes[SLICE_WORDS + row * OUTCOME_WORDS + OUTCOME[name]] ?? 0;
  return {
    ...{ index: word('index'), step: word('step'), failure: word('failure'), errno: word('errno') },
    ...{ result: word('result'), latencyMicroseconds: word('latencyMicroseconds') },
  };
}
