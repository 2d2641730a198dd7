import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POISON } from '#dist/afalg/layout.js';
import type { DamagedOperationOf } from '#dist/forensics/damaged-operation.js';
import { Examiner } from '#dist/forensics/examiner.js';
import type { Hypothesis } from '#dist/forensics/hypothesis.js';
import { digestOf } from '#dist/oracle/hash/digest.js';
import { rebuildOperation } from '#dist/oracle/rebuild.js';
import { drawBurst } from '#dist/plan/hash/draw-burst.js';
import type { HashWorkload } from '#dist/plan/hash/workload.js';
import type { Path } from '#dist/plan/path.js';
import { defined } from '../../../helpers/defined.js';
import { HASH_WORKLOAD } from '../../../helpers/hash-workloads.js';

const PLACE = { worker: 1, burst: 3 };
const SIZE = 32;

/** Operation `operation`, of which the kernel returned what `spoil` makes of the right answer. */
function damaged(
  path: Path,
  operation: number,
  spoil: (right: Buffer, input: Buffer, key: Uint8Array) => Uint8Array,
  more: Partial<HashWorkload> = {},
): DamagedOperationOf<'hash'> {
  const workload: HashWorkload = { ...HASH_WORKLOAD, minLength: 64, mix: { [path]: 1 }, ...more };
  const rebuilt = rebuildOperation(workload, { seed: workload.seed, ...PLACE, operation });
  const { key } = drawBurst(workload, PLACE.worker, PLACE.burst);
  const guard = new Uint8Array(64).fill(POISON);
  const { operation: planned, input, expected } = rebuilt;
  assert.ok(planned.family === 'hash');
  const actual = spoil(Buffer.from(expected), Buffer.from(input), key);
  const bytes = { key, iv: new Uint8Array(), input, expected, actual, guardBefore: guard, guardAfter: guard };
  return { ...planned, ...PLACE, operation, ...bytes, workload, reportedAs: { kind: 'done' } };
}

function best(operation: DamagedOperationOf<'hash'>): Hypothesis {
  const { diagnosis, report } = new Examiner(operation.workload).examine(operation, []);
  assert.ok(report.hypotheses.length > 1);
  return defined(diagnosis.hypotheses[0]);
}

describe('a wrong digest', () => {
  it('can be that of the message without one of its parts', () => {
    const operation = damaged('streamed', 2, (right) => right);
    const [first = 0, second = 0] = operation.parts;
    const input = Buffer.from(operation.input);
    const without = Buffer.concat([input.subarray(0, first), input.subarray(first + second)]);
    const actual = digestOf('sha256', new Uint8Array(), without);
    const { what, confidence, sentence } = best({ ...operation, actual });
    assert.deepEqual(what, { kind: 'part-lost', from: first, to: first + second });
    assert.equal(confidence, 'certain');
    assert.match(sentence, /^the digest is that of the message without its bytes \d+ to \d+$/);
  });

  it('can be that of the empty message', () => {
    const { what } = best(damaged('single', 5, () => digestOf('sha256', new Uint8Array(), new Uint8Array())));
    assert.deepEqual(what, { kind: 'other-digest', source: { kind: 'empty' } });
  });

  it('can be that of the other socket of a clone', () => {
    const swap = (right: Buffer): Buffer => Buffer.concat([right.subarray(SIZE), right.subarray(SIZE)]);
    const { what, confidence } = best(damaged('cloned', 4, swap));
    assert.deepEqual(what, { kind: 'other-digest', source: { kind: 'clone' } });
    assert.equal(confidence, 'certain');
  });

  it('can be that of another message, of this burst or of one near by', () => {
    for (const burst of [PLACE.burst, PLACE.burst - 1]) {
      const place = { seed: HASH_WORKLOAD.seed, worker: PLACE.worker, burst };
      const workload: HashWorkload = { ...HASH_WORKLOAD, minLength: 64 };
      const other = rebuildOperation(workload, { ...place, operation: 40 });
      const operation = damaged('single', 7, () => other.expected);
      assert.ok(other.operation.family === 'hash' && other.operation.message !== operation.message);
      const { message } = other.operation;
      const source = { kind: 'message', worker: PLACE.worker, burst, message, whole: true };
      assert.deepEqual(best(operation).what, { kind: 'other-digest', source });
    }
  });

  it('can be computed under the key of another burst', () => {
    const hmac: Partial<HashWorkload> = { hash: 'hmac(sha256)', keySize: 32 };
    const { key } = drawBurst({ ...HASH_WORKLOAD, ...hmac }, PLACE.worker, PLACE.burst - 1);
    const { what } = best(damaged('single', 9, (_, input) => digestOf('hmac(sha256)', key, input), hmac));
    const source = { kind: 'burst', worker: PLACE.worker, burst: PLACE.burst - 1 };
    assert.deepEqual(what, { kind: 'wrong-key', source });
  });

  it('can have the bytes of its words in the other order', () => {
    const { what, confidence } = best(damaged('single', 1, (right) => right.swap32()));
    assert.deepEqual([what, confidence], [{ kind: 'words-swapped', bytes: 4 }, 'certain']);
  });

  it('can have a wrong bit, or not be written', () => {
    const flip = (right: Buffer): Buffer => {
      right[7] = (right[7] ?? 0) ^ 8;
      return right;
    };
    assert.deepEqual(best(damaged('single', 1, flip)).what, { kind: 'bits-flipped', bits: [{ byte: 7, bit: 3 }] });
    assert.deepEqual(best(damaged('single', 1, (right) => right.fill(POISON))).what, { kind: 'nothing-written' });
  });

  it('that is none of these is not explained', () => {
    const { diagnosis } = new Examiner(HASH_WORKLOAD).examine(
      damaged('single', 3, (right) => Buffer.from(right).reverse()),
      [],
    );
    assert.deepEqual(diagnosis.hypotheses, []);
  });
});
