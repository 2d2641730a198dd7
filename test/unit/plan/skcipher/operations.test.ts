import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ALG_OP, GUARD_BYTES, OPERATION, OPERATION_WORDS, STEP_FLAG, STEP_KIND } from '#dist/afalg/layout.js';
import type { OperationOf } from '#dist/plan/operation.js';
import { DRAWN, DRAWN_WORDS } from '#dist/plan/skcipher/draw.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { memoryOf } from '#dist/plan/skcipher/memory.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import { SKCIPHER_PLAN } from '#dist/plan/skcipher/plan.js';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import { cipherOf, type SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { newSlice, stepsOf, type Slice } from '#dist/plan/slice.js';
import { DEFAULT_WORKLOAD, workloads } from '../../../helpers/workloads.js';

type Operation = OperationOf<'skcipher'>;

const SLICE = 64;

function planOf(workload: SkcipherWorkload, worker = 0, burst = 0, slice = SLICE): SkcipherBurstPlan {
  return new SkcipherBurstPlan(workload, drawBurst(workload, worker, burst), slice);
}

/** What is drawn, in words; see DRAWN. */
function drawnOf(workload: SkcipherWorkload, first: number, count: number, worker = 0, burst = 0): readonly number[] {
  const bytes = Buffer.from(planOf(workload, worker, burst, count).fingerprint(first, count));
  return Array.from({ length: count * DRAWN_WORDS }, (_, at) => bytes.readUInt32LE(at * 4));
}

function sliceOf(workload: SkcipherWorkload, first: number, count: number): Slice {
  const slice = newSlice(count, count * SKCIPHER_PLAN.longestExchange(workload));
  planOf(workload, 0, 0, count).fill(slice, first, count);
  return slice;
}

function operationsOf(workload: SkcipherWorkload, count = SLICE): readonly Operation[] {
  const plan = planOf(workload);
  return Array.from({ length: count }, (_, index) => plan.operation(index));
}

describe('the operations of a burst', () => {
  it('are the same for the same workload, worker and burst, and others for any other', () => {
    const base = drawnOf(DEFAULT_WORKLOAD, 0, SLICE);
    assert.deepEqual(drawnOf({ ...DEFAULT_WORKLOAD }, 0, SLICE), base);
    assert.notDeepEqual(drawnOf({ ...DEFAULT_WORKLOAD, seed: 2n }, 0, SLICE), base);
    assert.notDeepEqual(drawnOf(DEFAULT_WORKLOAD, 0, SLICE, 1, 0), base);
    assert.notDeepEqual(drawnOf(DEFAULT_WORKLOAD, 0, SLICE, 0, 1), base);
  });

  it('are the same wherever a slice starts and however long it is', () => {
    fc.assert(
      fc.property(
        workloads(),
        fc.nat({ max: 5000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        (workload, first, count, cut) => {
          const whole = drawnOf(workload, first, count);
          const head = cut % count;
          const pieces = [
            ...(head === 0 ? [] : drawnOf(workload, first, head)),
            ...drawnOf(workload, first + head, count - head),
          ];
          assert.deepEqual(pieces, whole);
        },
      ),
    );
  });

  it('can each be had alone, in the words of a finding', () => {
    fc.assert(
      fc.property(workloads(), fc.nat({ max: 100_000 }), fc.nat({ max: SLICE - 1 }), (workload, first, row) => {
        const records = drawnOf(workload, first, SLICE);
        const at = row * DRAWN_WORDS;
        const word = (field: keyof typeof DRAWN): number => records[at + DRAWN[field]] ?? assert.fail();
        const { direction, length, offset, receiveOffset } = planOf(workload).operation(first + row);
        const { plaintext, ciphertext, iv } = tapeLayout(workload);
        const encrypt = direction === 'encrypt';
        assert.equal(word('operation'), ALG_OP[direction]);
        assert.equal(word('length'), length);
        assert.equal(word('inputOffset'), (encrypt ? plaintext : ciphertext) + offset);
        assert.equal(word('expectedOffset'), (encrypt ? ciphertext : plaintext) + offset);
        assert.equal(word('ivOffset'), iv + offset);
        assert.equal(word('receiveOffset'), receiveOffset);
      }),
    );
  });

  it('are fetched in pieces of whole blocks, as many as asked for while there are blocks enough', () => {
    fc.assert(
      fc.property(workloads(), fc.integer({ min: 1, max: 50 }), (workload, chunks) => {
        for (const { length, chunk } of operationsOf({ ...workload, chunks })) {
          const pieces = Math.ceil(length / chunk);
          assert.ok(chunk % 16 === 0 || (chunks === 1 && chunk === length));
          assert.ok(pieces >= 1 && pieces <= chunks);
          if (chunks === 1) assert.equal(chunk, length);
          // One block less per piece would take more pieces than asked for.
          if (chunk > 16 && chunks > 1) assert.ok(Math.ceil(length / (chunk - 16)) > chunks);
        }
      }),
    );
  });
});

describe('the exchange of an operation', () => {
  it('sends its message with direction and IV, and receives the result in its pieces', () => {
    fc.assert(
      fc.property(workloads(), fc.nat({ max: 5000 }), fc.nat({ max: SLICE - 1 }), (workload, first, row) => {
        const slice = sliceOf(workload, first, SLICE);
        const { direction, length, offset, receiveOffset, chunk } = planOf(workload).operation(first + row);
        const { plaintext, ciphertext, iv } = tapeLayout(workload);
        const encrypt = direction === 'encrypt';
        const [sent, ...received] = stepsOf(slice, row);
        assert.deepEqual(sent, {
          kind: STEP_KIND.send,
          flags: STEP_FLAG.withOperation | (workload.mode === 'ecb' ? 0 : STEP_FLAG.withIv),
          socket: 0,
          offset: (encrypt ? plaintext : ciphertext) + offset,
          length,
          expected: 0,
          iv: iv + offset,
          operation: ALG_OP[direction],
          assoclen: 0,
          result: 0,
        });
        const starts = Array.from({ length: Math.ceil(length / chunk) }, (_, piece) => piece * chunk);
        assert.deepEqual(
          received.map((step) => [step.kind, step.offset, step.length, step.expected]),
          starts.map((start) => [
            STEP_KIND.receive,
            receiveOffset + start,
            Math.min(chunk, length - start),
            (encrypt ? ciphertext : plaintext) + offset + start,
          ]),
        );
      }),
    );
  });

  it('counts for its bytes, and has a guard on either side of what it receives', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        const { operations } = sliceOf(workload, 0, SLICE);
        for (const [row, { length, receiveOffset }] of operationsOf(workload).entries()) {
          const word = (name: keyof typeof OPERATION): number =>
            operations[row * OPERATION_WORDS + OPERATION[name]] ?? assert.fail();
          assert.deepEqual(
            [word('bytes'), word('arenaFrom'), word('arenaTo')],
            [length, receiveOffset - GUARD_BYTES, receiveOffset + length + GUARD_BYTES],
          );
        }
      }),
    );
  });
});

describe('an operation', () => {
  it('has a length that the workload allows', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        for (const { length } of operationsOf(workload)) {
          assert.ok(length >= workload.minLength && length <= workload.maxLength);
          assert.equal(length % cipherOf(workload).lengthStep, 0);
        }
      }),
    );
  });

  it('starts on a block, and its whole window lies inside the tape', () => {
    fc.assert(
      fc.property(workloads(300_000), (workload) => {
        const { length: tape } = tapeLayout(workload);
        for (const { offset, length } of operationsOf(workload)) {
          assert.ok(offset >= 0 && offset + length <= tape);
          assert.equal(offset % 16, 0);
        }
      }),
    );
  });

  it('receives on a cache line, guards and all inside the arena', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        for (const { receiveOffset, length } of operationsOf(workload)) {
          assert.equal(receiveOffset % 64, 0);
          assert.ok(receiveOffset - GUARD_BYTES >= 0);
          assert.ok(receiveOffset + length + GUARD_BYTES <= memoryOf(workload).arena);
        }
      }),
    );
  });

  it('goes the way that was asked for', () => {
    fc.assert(
      fc.property(workloads(), fc.constantFrom('encrypt' as const, 'decrypt' as const), (workload, direction) => {
        for (const operation of operationsOf({ ...workload, direction })) assert.equal(operation.direction, direction);
      }),
    );
  });

  it('has the one length of its burst under --vary burst', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        const { length } = drawBurst(workload, 0, 0);
        for (const operation of operationsOf({ ...workload, vary: 'burst' })) assert.equal(operation.length, length);
      }),
    );
  });
});

describe('many operations', () => {
  const operations = operationsOf(DEFAULT_WORKLOAD, 20_000);
  const share = (wanted: (operation: Operation) => boolean): number =>
    operations.filter(wanted).length / operations.length;

  it('go both ways equally often when mixed', () => {
    const encrypting = share(({ direction }) => direction === 'encrypt');
    assert.ok(encrypting > 0.48 && encrypting < 0.52, String(encrypting));
  });

  it('have every length, the shortest and the longest included', () => {
    assert.equal(new Set(operations.map(({ length }) => length)).size, 225);
  });

  it('start everywhere on the tape', () => {
    const { length: tape } = tapeLayout(DEFAULT_WORKLOAD);
    const quarters = [0, 1, 2, 3].map((quarter) => share(({ offset }) => Math.floor((offset * 4) / tape) === quarter));
    for (const quarter of quarters) assert.ok(quarter > 0.2 && quarter < 0.3, String(quarter));
  });

  it('reach the first window of the tape and the last', () => {
    const workload: SkcipherWorkload = { ...DEFAULT_WORKLOAD, minLength: 4096 };
    const records = drawnOf(workload, 0, 200_000);
    const starts = new Set(records.filter((_, at) => at % DRAWN_WORDS === DRAWN.ivOffset));
    const { length: tape, iv } = tapeLayout(workload);
    assert.ok(starts.has(iv) && starts.has(iv + tape - 4096));
    assert.ok(!starts.has(iv + tape - 4096 + 16));
  });

  it('receive on every cache line of a page', () => {
    assert.equal(new Set(operations.map(({ receiveOffset }) => receiveOffset % 4096)).size, 64);
  });

  it('receive at the start of a page when that is asked for, and are the same otherwise', () => {
    const atPage = operationsOf({ ...DEFAULT_WORKLOAD, receiveAt: 'page' }, 20_000);
    for (const { receiveOffset } of atPage) assert.equal(receiveOffset, 4096);
    const others = (all: readonly Operation[]): readonly Operation[] =>
      all.map((one) => ({ ...one, receiveOffset: 0 }));
    assert.deepEqual(others(atPage), others(operations));
  });

  it('draw direction, length, place and receive buffer independently', () => {
    const half = (wanted: (operation: Operation) => boolean, given: (operation: Operation) => boolean): number =>
      operations.filter((operation) => given(operation) && wanted(operation)).length / operations.filter(given).length;
    const long = ({ length }: Operation): boolean => length > 2304;
    const late = ({ offset }: Operation): boolean => offset > tapeLayout(DEFAULT_WORKLOAD).length / 2;
    const encrypt = ({ direction }: Operation): boolean => direction === 'encrypt';
    const high = ({ receiveOffset }: Operation): boolean => receiveOffset > 2048;
    for (const [wanted, given] of [
      [long, encrypt],
      [late, long],
      [encrypt, late],
      [high, long],
      [high, encrypt],
      [high, late],
    ] as const) {
      const ratio = half(wanted, given);
      assert.ok(ratio > 0.44 && ratio < 0.56, String(ratio));
    }
  });
});
