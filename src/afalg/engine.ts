import type { EngineChoice } from './engine-choice.js';
import { ENGINE, OUTCOME, OUTCOME_WORDS, SLICE, SLICE_WORDS } from './layout.js';
import { native, type Lane, type NativeEngine } from './native.js';
import type { Op, Tfm } from './tfm.js';

/** A slot of the arena begins where in a page the arena does. */
const SLOT_STEP = 4096;

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

/** What a worker's slices share, beside what they are received into. */
type Shared = Pick<Lane, 'tape' | 'progress' | 'ivSize'>;

const NONE: readonly Outcome[] = [];

/** How one worker's operations reach the kernel, and the memory that they receive into. */
export class Engine {
  /** Operations in flight at a time. */
  readonly depth: number;
  readonly #native: NativeEngine;
  readonly #lane: Lane;

  /**
   * Throws the kernel's error where it does not have what the engine needs.
   *
   * @param arena bytes that one operation needs of it
   */
  constructor({ name, depth }: EngineChoice, arena: number, shared: Shared) {
    const slot = Math.ceil(arena / SLOT_STEP) * SLOT_STEP;
    const memory = native().createArena(slot * depth);
    this.depth = depth;
    this.#native = native().createEngine(ENGINE[name], depth, memory);
    const outcomes = new Int32Array(SLICE_WORDS + depth * OUTCOME_WORDS);
    this.#lane = { ...shared, arena: memory, slot, ops: new Int32Array(depth), outcomes };
  }

  /** What an operation in this flight received into. */
  arenaOf(flight: number): Uint8Array {
    const { arena, slot } = this.#lane;
    return arena.subarray(flight * slot, (flight + 1) * slot);
  }

  /** As many op sockets as it can use at a time. */
  accept(tfm: Tfm): readonly Op[] {
    return Array.from({ length: this.depth }, () => tfm.accept(true));
  }

  /**
   * See Native.runSlice.
   *
   * @param ops what `accept` gave
   */
  run(
    tfm: Tfm,
    ops: readonly Op[],
    slice: Rows,
    from: number,
    to: number,
    first: number,
    microseconds: number,
  ): SliceResult {
    const lane = this.#lane;
    for (const [flight, op] of ops.entries()) lane.ops[flight] = op.fd;
    native().runSlice(this.#native, tfm.fd, lane, slice, from, to, first, microseconds);
    const failed = lane.outcomes[SLICE.failed] ?? 0;
    return {
      next: lane.outcomes[SLICE.next] ?? 0,
      failed: failed === 0 ? NONE : Array.from({ length: failed }, (_, row) => outcomeIn(lane.outcomes, row)),
    };
  }
}

function outcomeIn(outcomes: Int32Array, row: number): Outcome {
  const word = (name: keyof typeof OUTCOME): number => outcomes[SLICE_WORDS + row * OUTCOME_WORDS + OUTCOME[name]] ?? 0;
  return {
    ...{ index: word('index'), step: word('step'), failure: word('failure'), errno: word('errno') },
    ...{ result: word('result'), latencyMicroseconds: word('latencyMicroseconds'), flight: word('flight') },
  };
}
