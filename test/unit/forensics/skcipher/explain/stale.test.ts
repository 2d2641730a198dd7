import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Standing } from '#dist/forensics/damaged-operation.js';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import type { Hypothesis } from '#dist/forensics/hypothesis.js';
import { changed, isKind, Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD, MODES } from '../../../../helpers/workloads.js';

const OWN: Standing = { worker: 2, burst: 5, operation: 100 };
const OTHER: Standing = { worker: 7, burst: 3, operation: 5000 };

function found(operations: Operations, operation: SkcipherDamage, actual: Uint8Array): Hypothesis {
  return operations.best(operation, actual, [OWN, OTHER]);
}

for (const mode of MODES) {
  describe(`an earlier output of ${mode}(aes)`, () => {
    const operations = new Operations({ ...DEFAULT_WORKLOAD, mode });
    const operation = operations.at(OWN);
    const { length } = operation;
    /** Some operation not long before, and at least as long. */
    const before = (standing: Standing, back: number): SkcipherDamage =>
      operations.find({ ...standing, operation: standing.operation - back }, (other) => other.length >= length);

    it('of the same socket is known by its operation', () => {
      const other = before(OWN, 30);
      const { what, confidence, sentence } = found(operations, operation, other.expected.subarray(0, length));
      assert.ok(isKind(what, 'stale'));
      assert.deepEqual(what.source.operation, { ...OWN, operation: other.operation });
      assert.deepEqual([what.from, what.to, what.source.role, confidence], [0, length, 'output', 'certain']);
      const ago = OWN.operation - other.operation;
      assert.equal(
        sentence,
        `the output is that of operation ${String(other.operation)} of worker 2, ${String(ago)} before`,
      );
    });

    it('of another worker is known by its operation, too', () => {
      const other = before(OTHER, 60);
      const { what, confidence, sentence } = found(operations, operation, other.expected.subarray(0, length));
      assert.ok(isKind(what, 'stale'));
      assert.deepEqual(what.source.operation, { ...OTHER, operation: other.operation });
      assert.equal(confidence, 'certain');
      assert.equal(sentence, `the output is that of operation ${String(other.operation)} of worker 7 (burst 3)`);
    });

    it('of a burst that is over is known by its place on the tape', () => {
      const other = before({ ...OTHER, burst: 2 }, 60);
      const { what, confidence } = found(operations, operation, other.expected.subarray(0, length));
      assert.ok(isKind(what, 'stale'));
      const part = other.direction === 'encrypt' ? 'ciphertext' : 'plaintext';
      const place = { worker: 7, burst: 2, part, offset: other.offset };
      assert.deepEqual([what.source, confidence], [{ place, operation: null, role: 'output' }, 'certain']);
    });

    it('in a range of the output is known with the range', () => {
      const other = before(OTHER, 60);
      const actual = changed(operation.expected, (copy) => {
        copy.set(other.expected.subarray(64, 96), 64);
      });
      const { what, confidence, sentence } = found(operations, operation, actual);
      assert.ok(isKind(what, 'stale'));
      assert.deepEqual(what.source.operation, { ...OTHER, operation: other.operation });
      assert.equal(confidence, 'certain');
      assert.match(sentence, /^bytes 6[4-6] to 9[3-5] are from the output of operation \d+ of worker 7 \(burst 3\)$/);
    });

    it("that is somebody's input is said to be input", () => {
      const other = operations.find({ ...OTHER, operation: 4950 }, (candidate) => candidate.length >= length);
      const { what } = found(operations, operation, other.input.subarray(0, length));
      assert.ok(isKind(what, 'stale'));
      assert.deepEqual([what.source.operation, what.source.role], [{ ...OTHER, operation: other.operation }, 'input']);
    });
  });
}

describe('data of a range that lies at the same address', () => {
  it('is from the operation that had its output there, though a later one had the same bytes elsewhere', () => {
    const operations = new Operations({ ...DEFAULT_WORKLOAD, direction: 'encrypt' });
    const all = Array.from({ length: 300 }, (_, operation) => operations.at({ ...OWN, operation }));
    const LINE = 32;
    /** What a cache line holds that was not invalidated: bytes of an earlier output at this address. */
    const line = ({ receiveOffset, offset, length }: SkcipherDamage, address: number): number | undefined =>
      receiveOffset <= address && address + LINE <= receiveOffset + length
        ? offset + address - receiveOffset
        : undefined;
    const AT = 128;
    let compared = 0;
    for (const operation of all.slice(100)) {
      const address = operation.receiveOffset + AT;
      const before = all.slice(operation.operation - 60, operation.operation).reverse();
      for (const [ago, earlier] of before.entries()) {
        const at = line(earlier, address);
        const isFirst = before.slice(0, ago).every((later) => line(later, address) !== at);
        const elsewhere = before
          .slice(0, ago)
          .some(({ offset, length }) => at !== undefined && offset <= at && at + LINE <= offset + length);
        if (at === undefined || !isFirst || !elsewhere || at - earlier.offset === AT) continue;
        const bytes = earlier.expected.subarray(at - earlier.offset, at - earlier.offset + LINE);
        const { what, confidence } = operations.best(
          operation,
          changed(operation.expected, (copy) => {
            copy.set(bytes, AT);
          }),
        );
        if (!isKind(what, 'stale')) continue;
        // An operation that had these bytes as far from its start fits even better.
        const source = all[what.source.operation?.operation ?? 0];
        if (source !== undefined && at - source.offset === AT) continue;
        assert.deepEqual(what.source.operation, { ...OWN, operation: earlier.operation });
        assert.equal(confidence, 'certain');
        compared += 1;
      }
      if (compared >= 5) break;
    }
    assert.ok(compared >= 5);
  });
});

describe('the own input, moved', () => {
  it('is said to be from this operation', () => {
    const operations = new Operations({ ...DEFAULT_WORKLOAD, direction: 'encrypt' });
    const operation = operations.at(OWN);
    const actual = changed(operation.expected, (copy) => {
      copy.set(operation.input.subarray(0, 64), 128);
    });
    assert.match(
      operations.best(operation, actual).sentence,
      /^bytes 12[89] to 19[01] are from the input of this operation$/,
    );
  });
});
