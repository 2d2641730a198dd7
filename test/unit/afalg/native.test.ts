import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { describe, it } from 'node:test';
import {
  FAILURE,
  GUARD_BYTES,
  MAX_FLIGHTS,
  NOWHERE,
  OPERATION,
  OPERATION_WORDS,
  OUTCOME,
  OUTCOME_WORDS,
  POISON,
  PROGRESS,
  PROGRESS_WORDS,
  SLICE,
  SLICE_END,
  SLICE_WORDS,
  STEP,
  STEP_FLAG,
  STEP_KIND,
  STEP_WORDS,
} from '#dist/afalg/layout.js';
import { native } from '#dist/afalg/native.js';

const LENGTH = 48;
const OPERATIONS = 4;
/** Of the burst; rows of a slice are not numbers of operations. */
const FIRST = 1000;

type StepFields = Partial<Record<keyof typeof STEP, number>>;
type OperationFields = Partial<Record<keyof typeof OPERATION, number>>;

const SEND: StepFields = {
  ...{ kind: STEP_KIND.send, flags: STEP_FLAG.withOperation | STEP_FLAG.withIv },
  ...{ offset: 64, length: LENGTH, iv: 32, operation: 1 },
};
const RECEIVE: StepFields = { kind: STEP_KIND.receive, offset: 1000, length: LENGTH, expected: 128 };

/** Runs one operation, the last of four, on a descriptor that is no socket. */
function runOnNoSocket(steps: readonly StepFields[], changes: OperationFields = {}) {
  const lane = {
    tape: new Uint8Array(4096),
    arena: native().createArena(4096),
    slot: 4096,
    ops: new Int32Array(1),
    progress: new Uint32Array(PROGRESS_WORDS),
    outcomes: new Int32Array(SLICE_WORDS + OUTCOME_WORDS),
    ivSize: 16,
  };
  const slice = {
    operations: new Uint32Array(OPERATIONS * OPERATION_WORDS),
    steps: new Uint32Array((steps.length + 1) * STEP_WORDS),
  };
  const operation = { firstStep: 1, stepCount: steps.length, bytes: LENGTH, arenaFrom: 936, arenaTo: 1112, ...changes };
  fill(slice.operations, (OPERATIONS - 1) * OPERATION_WORDS, OPERATION, operation);
  for (const [index, step] of steps.entries()) fill(slice.steps, (index + 1) * STEP_WORDS, STEP, step);
  const noSocket = openSync('/dev/null', 'r');
  try {
    // The types let only an op socket in; this is to fail.
    const runSlice: unknown = Reflect.get(native(), 'runSlice');
    assert.ok(typeof runSlice === 'function');
    const engine = native().createEngine(0, 1, lane.arena);
    const range = [OPERATIONS - 1, OPERATIONS, FIRST, 1_000_000];
    Reflect.apply(runSlice, native(), [engine, noSocket, { ...lane, ops: Int32Array.of(noSocket) }, slice, ...range]);
  } finally {
    closeSync(noSocket);
  }
  return lane;
}

function fill<Name extends string>(
  words: Uint32Array,
  at: number,
  layout: Readonly<Record<Name, number>>,
  fields: Partial<Record<Name, number>>,
): void {
  const values = new Map<string, unknown>(Object.entries(fields));
  for (const [name, word] of Object.entries<number>(layout)) words[at + word] = Number(values.get(name) ?? 0);
}

describe('the layouts, as the compiled addon has them', () => {
  it('leave what happened in the words of the outcomes', () => {
    const { outcomes, progress, arena } = runOnNoSocket([SEND, RECEIVE]);
    assert.deepEqual(
      [outcomes[SLICE.reason], outcomes[SLICE.next], outcomes[SLICE.failed]],
      [SLICE_END.someFailed, OPERATIONS, 1],
    );
    const outcome = outcomes.subarray(SLICE_WORDS);
    assert.equal(outcome[OUTCOME.index], OPERATIONS - 1);
    assert.equal(outcome[OUTCOME.step], 0);
    assert.equal(outcome[OUTCOME.failure], FAILURE.sendError);
    assert.equal(outcome[OUTCOME.errno], constants.errno.ENOTSOCK);
    assert.equal(outcome[OUTCOME.result], -1);
    assert.equal(progress[PROGRESS.beat], 1);
    assert.equal(progress[PROGRESS.operations], 0);
    assert.deepEqual(
      [...progress.subarray(PROGRESS.flights, PROGRESS.histogram)].filter((word) => word !== 0),
      [],
    );
    const poisoned = [...arena.entries()].filter(([, byte]) => byte === POISON).map(([index]) => index);
    assert.deepEqual(
      poisoned,
      Array.from({ length: LENGTH + 2 * GUARD_BYTES }, (_, index) => 1000 - GUARD_BYTES + index),
    );
  });

  it('take an errno that is owed for what it is, and go on to the next step', () => {
    const owed = { ...SEND, result: constants.errno.ENOTSOCK };
    const { outcomes } = runOnNoSocket([owed, RECEIVE]);
    const outcome = outcomes.subarray(SLICE_WORDS);
    assert.deepEqual([outcome[OUTCOME.step], outcome[OUTCOME.failure]], [1, FAILURE.receiveError]);
    const both = runOnNoSocket([owed, { ...RECEIVE, expected: NOWHERE, result: constants.errno.ENOTSOCK }]);
    assert.equal(both.outcomes[SLICE.failed], 0);
    assert.equal(both.outcomes[SLICE.reason], SLICE_END.completed);
    assert.equal(both.progress[PROGRESS.operations], 1);
    assert.equal(both.progress[PROGRESS.bytes], LENGTH);
  });

  for (const [what, step, changes] of [
    ['sends from beyond the tape', { ...SEND, offset: 4096 - LENGTH + 1 }, {}],
    ['sends more than there is', { ...SEND, length: 0xffff_ffff }, {}],
    ['has its IV beyond the tape', { ...SEND, iv: 4096 - 15 }, {}],
    ['expects bytes beyond the tape', { ...RECEIVE, expected: 0xffff_fff0 }, {}],
    ['receives before its guard', { ...RECEIVE, offset: 999 }, {}],
    ['receives into its guard', { ...RECEIVE, length: LENGTH + 1 }, {}],
    ['poisons beyond the arena', RECEIVE, { arenaTo: 4097 }],
    ['poisons backwards', RECEIVE, { arenaFrom: 1113 }],
    ['has a step of no kind', { ...SEND, kind: 3 }, {}],
    ['uses a socket that there cannot be', { ...SEND, socket: 8 }, {}],
    ['clones into a socket that there cannot be', { kind: STEP_KIND.clone, offset: 8 }, {}],
    ['begins with a buffer of another step', { ...SEND, flags: STEP_FLAG.joined }, {}],
    ['has steps that are not there', SEND, { firstStep: 2 }],
    ['has no step', SEND, { stepCount: 0 }],
  ] as const satisfies readonly (readonly [string, StepFields, OperationFields])[]) {
    it(`refuse an operation that ${what}`, () => {
      assert.throws(() => runOnNoSocket([step], changes), {
        name: 'RangeError',
        message: /^operation 3 points outside/,
      });
    });
  }

  it('refuse a call of more buffers than there may be, or of different kinds', () => {
    const joined = (step: StepFields): StepFields => ({ ...step, flags: STEP_FLAG.joined });
    const many = Array.from({ length: 64 }, () => joined({ kind: STEP_KIND.send, length: 1 }));
    assert.doesNotThrow(() => runOnNoSocket([SEND, ...many.slice(1)]));
    assert.throws(() => runOnNoSocket([SEND, ...many]), { name: 'RangeError' });
    assert.throws(() => runOnNoSocket([SEND, joined(RECEIVE)]), { name: 'RangeError' });
  });

  it('refuse an engine that there is not, and a depth that it does not have', () => {
    for (const [kind, depth] of [
      [3, 1],
      [0, 0],
      [0, 2],
      [1, MAX_FLIGHTS + 1],
      [2, MAX_FLIGHTS + 1],
    ] as const) {
      assert.throws(() => native().createEngine(kind, depth, native().createArena(1)), {
        name: 'RangeError',
        message: /^no such engine/,
      });
    }
  });

  it('take an operation that reaches exactly to the end', () => {
    const end = 4096 - LENGTH - GUARD_BYTES;
    const { outcomes } = runOnNoSocket(
      [
        { ...SEND, offset: 4096 - LENGTH, iv: 4096 - 16 },
        { ...RECEIVE, offset: end, expected: 4096 - LENGTH },
      ],
      { arenaFrom: end - GUARD_BYTES, arenaTo: 4096 },
    );
    assert.equal(outcomes[SLICE_WORDS + OUTCOME.failure], FAILURE.sendError);
  });
});
