import { OPERATION, OPERATION_WORDS, STEP, STEP_FLAG, STEP_KIND, STEP_WORDS } from '../afalg/layout.js';

/** Planned operations as the addon takes them: rows of OPERATION, and the STEPs that they point to. */
export interface Slice {
  readonly operations: Uint32Array;
  readonly steps: Uint32Array;
}

export function newSlice(operations: number, steps: number): Slice {
  return {
    operations: new Uint32Array(operations * OPERATION_WORDS),
    steps: new Uint32Array(steps * STEP_WORDS),
  };
}

/** A range of bytes. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Where an operation's bytes are. */
export interface Places {
  /** On the tape: what is sent, in order. */
  readonly input: readonly Span[];
  /** On the tape; undefined when no step brings an IV. */
  readonly iv: number | undefined;
  /** On the tape, for each piece that is received and compared; in the arena. */
  readonly expected: readonly Span[];
  readonly received: readonly Span[];
}

/** Where the operation in row `row` finds its bytes. */
export function placesOf(slice: Slice, row: number): Places {
  const steps = stepsOf(slice, row);
  const sent = steps.filter((step) => step.kind === STEP_KIND.send);
  const received = steps.filter((step) => step.kind === STEP_KIND.receive);
  return {
    input: sent,
    iv: sent.find(({ flags }) => (flags & STEP_FLAG.withIv) !== 0)?.iv,
    expected: received.map(({ expected, length }) => ({ offset: expected, length })),
    received,
  };
}

/** One step in words. */
export type Step = Readonly<Record<keyof typeof STEP, number>>;

/** The steps of the operation in row `row`. */
export function stepsOf({ operations, steps }: Slice, row: number): readonly Step[] {
  const field = (name: keyof typeof OPERATION): number => operations[row * OPERATION_WORDS + OPERATION[name]] ?? 0;
  return Array.from({ length: field('stepCount') }, (_, index) => {
    const at = (field('firstStep') + index) * STEP_WORDS;
    const word = (name: keyof typeof STEP): number => steps[at + STEP[name]] ?? 0;
    return {
      ...{ kind: word('kind'), flags: word('flags'), socket: word('socket'), offset: word('offset') },
      ...{ length: word('length'), expected: word('expected'), iv: word('iv') },
      ...{ operation: word('operation'), assoclen: word('assoclen'), result: word('result') },
    };
  });
}

/** The bytes of some ranges, one after the other: a copy. */
export function gather(memory: Uint8Array, spans: readonly Span[]): Uint8Array {
  const bytes = new Uint8Array(spans.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { offset, length } of spans) {
    bytes.set(memory.subarray(offset, offset + length), at);
    at += length;
  }
  return bytes;
}
