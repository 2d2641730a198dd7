import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { POISON } from '#dist/afalg/layout.js';
import type { ReportedAs } from '#dist/forensics/damaged-operation.js';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import { nearbyBursts } from '#dist/forensics/neighbourhood.js';
import { operationsAround } from '#dist/forensics/skcipher/operation-search.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import { changed, Operations } from '../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD, MODES } from '../../../helpers/workloads.js';

const OPERATIONS = new Operations({ ...DEFAULT_WORKLOAD, direction: 'encrypt' });
const OWN = { worker: 2, burst: 5, operation: 100 };
const OPERATION = OPERATIONS.at(OWN);

function kinds(operation: SkcipherDamage): readonly string[] {
  return OPERATIONS.diagnose(operation).hypotheses.map(({ what }) => what.kind);
}

describe('a diagnosis', () => {
  it('ranks what explains all bytes before what explains a part, and then by confidence', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 400 }),
        fc.nat({ max: 400 }),
        fc.constantFrom(0, POISON, 0x77),
        (from, length, value) => {
          const actual = changed(OPERATION.expected, (copy) => copy.fill(value, from, from + length + 1));
          const { hypotheses, differingBytes } = OPERATIONS.diagnose({ ...OPERATION, actual });
          const merits = hypotheses.map(({ explained, confidence }) => {
            const all = explained === differingBytes ? 3 : 0;
            return all + ['possible', 'likely', 'certain'].indexOf(confidence);
          });
          assert.deepEqual(
            merits,
            [...merits].sort((one, other) => other - one),
          );
        },
      ),
    );
  });

  it('never calls anything certain that does not explain every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat({ max: 400 }), (bytes, at) => {
        const actual = changed(OPERATION.expected, (copy) => {
          copy.set(bytes, at);
        });
        const { hypotheses, differingBytes } = OPERATIONS.diagnose({ ...OPERATION, actual });
        for (const { confidence, explained } of hypotheses.filter(({ what }) => what.kind !== 'late')) {
          assert.ok(confidence !== 'certain' || explained === differingBytes);
        }
      }),
    );
  });

  it('calls nothing certain when the output is random', () => {
    for (const mode of MODES) {
      for (const length of [16, 512]) {
        const operations = new Operations({ ...DEFAULT_WORKLOAD, mode, minLength: length, maxLength: length });
        const operation = operations.at(OWN);
        for (let round = 0; round < 20; round += 1) {
          const { hypotheses } = operations.diagnose({ ...operation, actual: randomBytes(length) }, [OWN]);
          assert.ok(hypotheses.length > 0);
          assert.ok(hypotheses.every(({ confidence }) => confidence !== 'certain'));
        }
      }
    }
  });

  it('is the same for the same operation', () => {
    const damaged = { ...OPERATION, actual: changed(OPERATION.expected, (copy) => copy.fill(1, 30, 90)) };
    assert.deepEqual(new Operations(OPERATIONS.workload).diagnose(damaged), OPERATIONS.diagnose(damaged));
  });

  it('takes a length that the cipher does not', () => {
    const cut = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, 500);
    const expected = cut(OPERATION.expected);
    const actual = changed(expected, (copy) => copy.fill(POISON, 496));
    const operation = { ...OPERATION, length: 500, input: cut(OPERATION.input), expected, actual };
    assert.deepEqual(kinds(operation)[0], 'tail-not-written');
  });
});

describe('what was reported', () => {
  const reported = (reportedAs: ReportedAs, actual: Uint8Array = OPERATION.expected): readonly string[] =>
    OPERATIONS.diagnose({ ...OPERATION, reportedAs, actual }).hypotheses.map(({ sentence }) => sentence);
  const nothing = Buffer.alloc(OPERATION.length, POISON);
  const eio = { kind: 'error', syscall: 'recv', code: 'EIO' } as const;

  it('is a late output when all is right meanwhile', () => {
    assert.deepEqual(kinds(OPERATION), ['late']);
  });

  it('may be an error although everything was written, or nothing', () => {
    assert.deepEqual(reported(eio), ['yet all of the output was written correctly']);
    assert.equal(reported(eio, nothing)[0], 'nothing was written, the whole output still holds the poison');
  });

  it('may be a status word for a length', () => {
    const [status, written] = reported({ kind: 'length', syscall: 'recv', returned: 0x4000_1210 }, nothing);
    assert.equal(status, 'the byte count is a status word of the engine, 0x40001210');
    assert.equal(written, 'nothing was written, the whole output still holds the poison');
  });

  it('may be too short a length, or too long a one', () => {
    const by = (bytes: number): string | undefined =>
      reported({ kind: 'length', syscall: 'recv', returned: OPERATION.length + bytes })[0];
    assert.equal(by(-16), '16 bytes fewer were reported than asked for');
    assert.equal(by(1), '1 byte more were reported than asked for');
  });
});

describe('the neighbourhood of an operation', () => {
  it('is its own burst, its last one, those of the others and their last ones', () => {
    const others = [OWN, { worker: 0, burst: 0, operation: 3 }, { worker: 4, burst: 6, operation: 9 }];
    assert.deepEqual(nearbyBursts(OWN, others), [
      OWN,
      { worker: 2, burst: 4, operation: null },
      { worker: 0, burst: 0, operation: 3 },
      { worker: 4, burst: 6, operation: 9 },
      { worker: 4, burst: 5, operation: null },
    ]);
  });

  it('is bounded', () => {
    const others = Array.from({ length: 1000 }, (_, worker) => ({ worker, burst: 1, operation: 1 }));
    assert.equal(nearbyBursts(OWN, others).length, 40);
  });

  it('has the operations before it, the latest first, and then some after it', () => {
    const { workload, tapes } = OPERATIONS;
    const plan = new SkcipherBurstPlan(workload, tapes.burst(2, 5), 1);
    const around = operationsAround(tapes, { ...OWN, operation: 2 });
    assert.deepEqual(
      around.slice(0, 5).map(({ operation }) => operation),
      [2, 1, 0, 3, 4],
    );
    assert.equal(around.length, 2 + 64);
    for (const { worker, burst, operation, ...planned } of around) {
      assert.deepEqual([worker, burst], [2, 5]);
      assert.deepEqual(planned, plan.operation(operation));
    }
    assert.deepEqual(operationsAround(tapes, { ...OWN, operation: null }), []);
  });
});
