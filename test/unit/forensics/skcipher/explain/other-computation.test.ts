import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import type { Hypothesis } from '#dist/forensics/hypothesis.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { changed, Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD, MODES } from '../../../../helpers/workloads.js';

const OWN = { worker: 2, burst: 5, operation: 100 };
const OTHERS = [OWN, { worker: 7, burst: 3, operation: 5000 }];

for (const mode of MODES) {
  describe(`a computation of ${mode}(aes)`, () => {
    const operations = new Operations({ ...DEFAULT_WORKLOAD, mode });
    const operation = operations.at(OWN);
    const { direction, iv, input, key } = operation;
    const best = (actual: Uint8Array, of: SkcipherDamage = operation): Hypothesis =>
      operations.best(of, actual, OTHERS);
    const underKey = (key: Uint8Array): Hypothesis => best(computeDirectly(mode, direction, key, iv, input));

    it('that did nothing leaves a copy of the input', () => {
      const { what, confidence, sentence } = best(input);
      assert.deepEqual([what.kind, confidence], ['input-copied', 'certain']);
      assert.equal(sentence, 'the output is a copy of the input');
    });

    it('is less certain to have done nothing when an operation shortly before put these bytes out', () => {
      const wasJustOutput = (of: SkcipherDamage): boolean =>
        Array.from({ length: 64 }, (_, back) => of.operation - 1 - back)
          .filter((earlier) => earlier >= 0)
          .map((earlier) => operations.at({ ...OWN, operation: earlier }))
          .some(({ expected }) => of.input.every((byte, at) => byte === expected[at]));
      const inverse = operations.find({ ...OWN, operation: 0 }, wasJustOutput);
      const { hypotheses } = operations.diagnose({ ...inverse, actual: inverse.input }, OTHERS);
      const named = hypotheses.map(({ what, confidence }) => [what.kind, confidence]);
      assert.deepEqual(named.slice(0, 2), [
        ['input-copied', 'likely'],
        ['stale', 'likely'],
      ]);
    });

    it('under the key of an earlier burst is known by the burst', () => {
      const { what, confidence, sentence } = underKey(operations.tapes.burst(2, 3).key);
      assert.deepEqual(what, { kind: 'wrong-key', source: { kind: 'burst', worker: 2, burst: 3 } });
      assert.equal(confidence, 'certain');
      assert.equal(sentence, `${direction}ed under the key of burst 3, not of burst 5`);
    });

    it("under another worker's key is known by the worker", () => {
      const { what, sentence } = underKey(operations.tapes.burst(7, 3).key);
      assert.deepEqual(what, { kind: 'wrong-key', source: { kind: 'burst', worker: 7, burst: 3 } });
      assert.equal(sentence, `${direction}ed under the key of worker 7 in burst 3`);
    });

    it('under a key of zeros, or with one wrong bit, is known by that', () => {
      assert.deepEqual(underKey(Buffer.alloc(16)).what, { kind: 'wrong-key', source: { kind: 'zero' } });
      const { sentence } = underKey(changed(key, (key) => (key[9] = (key[9] ?? 0) ^ 0x40)));
      assert.equal(sentence, `${direction}ed under its key with bit 6 of byte 9 flipped`);
    });
  });
}

for (const mode of ['cbc', 'ecb'] as const) {
  for (const direction of ['encrypt', 'decrypt'] as const) {
    describe(`${mode}(aes) that was to ${direction}`, () => {
      const operations = new Operations({ ...DEFAULT_WORKLOAD, mode, direction });
      const operation = operations.at(OWN);
      const { key, iv, input } = operation;
      const other = direction === 'encrypt' ? 'decrypt' : 'encrypt';

      it('and went the other way is said to have', () => {
        const actual = computeDirectly(mode, other, key, iv, input);
        const { what, confidence, sentence } = operations.best(operation, actual, OTHERS);
        assert.deepEqual([what.kind, confidence], ['wrong-direction', 'certain']);
        assert.equal(sentence, `${other}ed instead of ${direction}ed`);
      });

      it('and read one bit of the input wrongly is said to have', () => {
        const read = changed(input, (copy) => (copy[100] = (copy[100] ?? 0) ^ 2));
        const actual = computeDirectly(mode, direction, key, iv, read);
        const { what, confidence, sentence } = operations.best(operation, actual, OTHERS);
        assert.deepEqual([what, confidence], [{ kind: 'input-changed', bits: 1, from: 100, to: 101 }, 'certain']);
        assert.equal(sentence, 'right for an input that differs from the real one in 1 bit in bytes 100 to 100');
      });
    });
  }
}
