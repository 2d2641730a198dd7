/** What holds for every engine, on a real kernel. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { constants } from 'node:os';
import { describe, it } from 'node:test';
import { Engine, type SliceResult } from '#dist/afalg/engine.js';
import { ENGINE_NAMES, type EngineChoice } from '#dist/afalg/engine-choice.js';
import {
  FAILURE,
  GUARD_BYTES,
  NOWHERE,
  OPERATION,
  OPERATION_WORDS,
  POISON,
  PROGRESS,
  PROGRESS_WORDS,
  STEP,
  STEP_FLAG,
  STEP_KIND,
  STEP_WORDS,
} from '#dist/afalg/layout.js';
import { Tfm } from '#dist/afalg/tfm.js';

/** Every engine with one operation in flight, and with more than there are in most tests. */
const CHOICES: readonly EngineChoice[] = ENGINE_NAMES.flatMap((name) =>
  (name === 'sync' ? [1] : [1, 4]).map((depth) => ({ name, depth })),
);

type Step = Partial<Record<keyof typeof STEP, number>>;

const { send, receive, clone } = STEP_KIND;
const { more, joined } = STEP_FLAG;

/** Bytes that a hash is given, and where the tape has its digests. */
const MESSAGE = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) & 0xff));
const DIGEST_BYTES = 32;
const FIRST_DIGEST = 1024;
const SECOND_DIGEST = FIRST_DIGEST + DIGEST_BYTES;

/** Runs exchanges with sha256; the loop is never told that it is a hash. */
class Bench {
  readonly tape = new Uint8Array(2048);
  readonly progress = new Uint32Array(PROGRESS_WORDS);
  readonly #engine: Engine;

  constructor(choice: EngineChoice) {
    this.tape.set(MESSAGE);
    const { tape, progress } = this;
    this.#engine = new Engine(choice, 4096, { tape, progress, ivSize: 0 });
  }

  arenaOf(flight: number): Buffer {
    return Buffer.from(this.#engine.arenaOf(flight));
  }

  digest(bytes: Uint8Array, at: number): void {
    this.tape.set(createHash('sha256').update(bytes).digest(), at);
  }

  run(...operations: readonly (readonly Step[])[]): SliceResult {
    const steps = new Uint32Array(operations.flat().length * STEP_WORDS);
    const rows = new Uint32Array(operations.length * OPERATION_WORDS);
    let step = 0;
    for (const [row, each] of operations.entries()) {
      const at = row * OPERATION_WORDS;
      rows[at + OPERATION.firstStep] = step;
      rows[at + OPERATION.stepCount] = each.length;
      rows[at + OPERATION.bytes] = 1;
      rows[at + OPERATION.arenaTo] = 1024;
      for (const fields of each) {
        const values = new Map<string, number>(Object.entries(fields));
        for (const [name, word] of Object.entries(STEP)) steps[step * STEP_WORDS + word] = values.get(name) ?? 0;
        step += 1;
      }
    }
    using tfm = Tfm.open('hash', 'sha256');
    const ops = this.#engine.accept(tfm);
    return this.#engine.run(tfm, ops, { operations: rows, steps }, 0, operations.length, 0, 1_000_000);
  }
}

/** Each of them once, whatever the order. */
function sorted<T>(rows: readonly (readonly [number, T])[]): readonly (readonly [number, T])[] {
  return rows.toSorted(([one], [other]) => one - other);
}

function sent(offset: number, length: number, flags = 0, socket = 0): Step {
  return { kind: send, flags, socket, offset, length };
}

function received(expected: number, offset = 128, socket = 0): Step {
  return { kind: receive, socket, offset, length: DIGEST_BYTES, expected };
}

for (const choice of CHOICES) {
  describe(`the engine ${choice.name} with ${String(choice.depth)} in flight`, () => {
    it('performs a message in one call, in several, and in several buffers of one', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      const { next, failed } = bench.run(
        [sent(0, 1000), received(FIRST_DIGEST)],
        [sent(0, 1, more), sent(1, 500, more), sent(501, 499), received(FIRST_DIGEST)],
        [sent(0, 3), sent(3, 90, joined), sent(93, 907, joined), received(FIRST_DIGEST)],
      );
      assert.deepEqual([next, failed], [3, []]);
      assert.equal(bench.progress[PROGRESS.operations], 3);
    });

    it('receives into several buffers of one call', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      const half = DIGEST_BYTES / 2;
      const { failed } = bench.run([
        sent(0, 1000),
        { ...received(FIRST_DIGEST), length: half },
        { ...received(FIRST_DIGEST + half, 128 + half + GUARD_BYTES), length: half, flags: joined },
      ]);
      assert.deepEqual(failed, []);
    });

    it('clones a socket in mid-message, and goes on with both', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      bench.digest(Buffer.concat([MESSAGE.subarray(0, 600), MESSAGE.subarray(0, 10)]), SECOND_DIGEST);
      const { failed } = bench.run([
        sent(0, 600, more),
        { kind: clone, socket: 0, offset: 1 },
        sent(600, 400),
        sent(0, 10, 0, 1),
        received(FIRST_DIGEST, 128),
        received(SECOND_DIGEST, 256, 1),
      ]);
      assert.deepEqual(failed, []);
    });

    it('reports wrong bytes, and starts nothing after them', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      const right = [sent(0, 1000), received(FIRST_DIGEST)];
      const wrong = [sent(0, 999), received(FIRST_DIGEST)];
      const { next, failed } = bench.run(right, wrong, ...Array.from({ length: 98 }, () => right));
      // What was in flight beside it has ended as well, and that may be what was started after others had ended.
      assert.ok(next >= 2 && next <= 2 * choice.depth, String(next));
      assert.deepEqual(
        failed.map(({ index, failure }) => [index, failure]),
        [[1, FAILURE.wrongBytes]],
      );
      assert.equal(bench.progress[PROGRESS.operations], next - 1);
      assert.equal(bench.progress[PROGRESS.operation], 1, 'an operation that failed is where the worker stands');
    });

    it('compares nothing where nothing is expected, but has the guards intact', () => {
      const bench = new Bench(choice);
      const { failed } = bench.run([sent(0, 1000), { ...received(0), expected: NOWHERE }]);
      assert.deepEqual(failed, []);
      const arenas = Array.from({ length: choice.depth }, (_, flight) => bench.arenaOf(flight));
      const used = arenas.filter((arena) => arena[127] === POISON && arena[128 + DIGEST_BYTES] === POISON);
      assert.equal(used.length, 1);
    });

    it('tells a call that gave another length, and one that failed', () => {
      const bench = new Bench(choice);
      // A digest is no longer than that.
      const long = { ...received(0), length: DIGEST_BYTES + 1 };
      assert.deepEqual(
        bench.run([sent(0, 10), long]).failed.map(({ step, failure, result }) => [step, failure, result]),
        [[1, FAILURE.receiveLength, DIGEST_BYTES]],
      );
      // No step has made a socket number 3.
      const refused = { ...sent(0, 10), socket: 3 };
      assert.deepEqual(
        bench.run([refused]).failed.map(({ failure, errno }) => [failure, errno]),
        [[FAILURE.sendError, constants.errno.EBADF]],
      );
    });

    it('takes an errno that is owed, and nothing else in its place', () => {
      const bench = new Bench(choice);
      const { EBADF, EINVAL } = constants.errno;
      const owed = { ...sent(0, 10), socket: 3, result: EBADF };
      assert.deepEqual(bench.run([owed]).failed, []);
      assert.deepEqual(
        bench.run([{ ...owed, result: EINVAL }]).failed.map(({ failure, errno }) => [failure, errno]),
        [[FAILURE.sendError, EBADF]],
      );
      assert.deepEqual(
        bench.run([{ ...sent(0, 10), result: EINVAL }]).failed.map(({ failure }) => failure),
        [FAILURE.notRefused],
      );
    });

    it('sees each kind of failure in the operation that has it, among others that are right', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      const right = [sent(0, 1000), received(FIRST_DIGEST)];
      const cases: readonly (readonly [readonly Step[], number])[] = [
        [[sent(0, 10), received(FIRST_DIGEST)], FAILURE.wrongBytes],
        [[sent(0, 10), { ...received(0), length: DIGEST_BYTES + 1 }], FAILURE.receiveLength],
        // No step has made a socket of that number.
        [[{ ...sent(0, 10), socket: 3 }, received(FIRST_DIGEST)], FAILURE.sendError],
        [[sent(0, 10), received(FIRST_DIGEST, 128, 3)], FAILURE.receiveError],
        [[{ kind: clone, socket: 5, offset: 1 }], FAILURE.acceptError],
        [[{ ...sent(0, 10), result: constants.errno.EINVAL }], FAILURE.notRefused],
      ];
      for (const [bad, bit] of cases) {
        const { failed } = bench.run(right, bad, right, right);
        assert.deepEqual(
          failed.map(({ index, failure }) => [index, failure]),
          [[1, bit]],
        );
      }
    });

    it('reports all that failed together, each with its own bytes', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      const wrong = Array.from({ length: 8 }, (_, index) => [sent(0, 10 + index), received(FIRST_DIGEST)]);
      const { next, failed } = bench.run(...wrong);
      assert.equal(failed.length, next);
      assert.ok(next >= 1 && next <= choice.depth, String(next));
      const digests = failed.map(
        ({ index, flight }) => [index, bench.arenaOf(flight).toString('hex', 128, 128 + DIGEST_BYTES)] as const,
      );
      const expected = Array.from(
        { length: next },
        (_, index) =>
          [
            index,
            createHash('sha256')
              .update(MESSAGE.subarray(0, 10 + index))
              .digest('hex'),
          ] as const,
      );
      assert.deepEqual(sorted(digests), expected);
    });

    it('does many more operations than it may have in flight', () => {
      const bench = new Bench(choice);
      bench.digest(MESSAGE, FIRST_DIGEST);
      const right = Array.from({ length: 100 }, () => [sent(0, 1000), received(FIRST_DIGEST)]);
      assert.deepEqual(bench.run(...right), { next: 100, failed: [] });
      assert.equal(bench.progress[PROGRESS.operation], 100);
      assert.equal(bench.progress[PROGRESS.operations], 100);
    });

    it('leaves no operation in flight behind', () => {
      const bench = new Bench(choice);
      bench.run([sent(0, 10)]);
      const flights = bench.progress.subarray(PROGRESS.flights, PROGRESS.histogram);
      assert.ok(flights.every((word) => word === 0));
    });
  });
}
