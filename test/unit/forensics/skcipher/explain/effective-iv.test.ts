import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POISON } from '#dist/afalg/layout.js';
import type { Standing } from '#dist/forensics/damaged-operation.js';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import type { Hypothesis, IvSource } from '#dist/forensics/hypothesis.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import type { CipherMode } from '#dist/plan/skcipher/cipher.js';
import { counterAfter } from '../../../../helpers/counter.js';
import { changed, isKind, Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../../../helpers/workloads.js';

const OWN: Standing = { worker: 2, burst: 5, operation: 100 };
const OTHER: Standing = { worker: 3, burst: 7, operation: 184_301 };

function operationsOf(mode: CipherMode, direction: 'encrypt' | 'decrypt' = 'encrypt'): Operations {
  return new Operations({ ...DEFAULT_WORKLOAD, mode, direction });
}

/** What is found when the operation was done under this IV. */
function under(operations: Operations, operation: SkcipherDamage, iv: Uint8Array): Hypothesis {
  const { workload, direction, key, input } = operation;
  const actual = computeDirectly(workload.mode, direction, key, iv, input);
  const hypothesis = operations.best(operation, actual, [OWN, { ...OTHER, operation: OTHER.operation + 3 }]);
  assert.equal(hypothesis.what.kind, 'effective-iv');
  return hypothesis;
}

function sourceOf({ what }: Hypothesis): IvSource {
  assert.ok(isKind(what, 'effective-iv'));
  return what.source;
}

for (const mode of ['cbc', 'ctr'] as const) {
  for (const direction of ['encrypt', 'decrypt'] as const) {
    describe(`the IV under which ${mode}(aes) went to ${direction}`, () => {
      const operations = operationsOf(mode, direction);
      const operation = operations.at(OWN);

      it("is known as the operation's before, the next one's, and one further off", () => {
        for (const [ahead, words] of [
          [-1, 'operation 99 of worker 2, the one before'],
          [1, 'operation 101 of worker 2, the next one'],
          [-7, 'operation 93 of worker 2, 7 before'],
        ] as const) {
          const of = { ...OWN, operation: OWN.operation + ahead };
          const hypothesis = under(operations, operation, operations.at(of).iv);
          assert.deepEqual([sourceOf(hypothesis), hypothesis.confidence], [{ kind: 'operation', of }, 'certain']);
          assert.equal(hypothesis.sentence, `${direction}ed under the IV of ${words}`);
        }
      });

      it("is known as another worker's", () => {
        const hypothesis = under(operations, operation, operations.at(OTHER).iv);
        assert.deepEqual([sourceOf(hypothesis), hypothesis.confidence], [{ kind: 'operation', of: OTHER }, 'certain']);
        assert.equal(hypothesis.sentence, `${direction}ed under the IV of operation 184301 of worker 3 (burst 7)`);
      });

      it('is known as zero, and as what the receive buffer was filled with', () => {
        assert.deepEqual(sourceOf(under(operations, operation, Buffer.alloc(16))), { kind: 'zero' });
        assert.deepEqual(sourceOf(under(operations, operation, Buffer.alloc(16, POISON))), { kind: 'poison' });
      });

      it('is known as a place on the tape of a burst that is over', () => {
        const before = operations.at({ ...OWN, burst: 4 });
        const source = sourceOf(under(operations, operation, before.iv));
        const offset = mode === 'cbc' ? before.offset - 16 : before.offset;
        const place = { worker: 2, burst: 4, part: 'ciphertext', offset };
        assert.deepEqual(source, { kind: 'tape', place });
      });

      it('is at least likely when nobody had it', () => {
        const hypothesis = under(operations, operation, Buffer.from('00112233445566778899aabbccddeeff', 'hex'));
        assert.deepEqual([sourceOf(hypothesis), hypothesis.confidence], [{ kind: 'unknown' }, 'likely']);
        assert.equal(
          hypothesis.sentence,
          `${direction}ed under another IV, 00112233445566778899aabbccddeeff, of unknown origin`,
        );
      });
    });
  }
}

describe('an IV written back', () => {
  it('is the last ciphertext block of the operation before', () => {
    const operations = operationsOf('cbc');
    const of = { ...OWN, operation: OWN.operation - 1 };
    const hypothesis = under(operations, operations.at(OWN), operations.at(of).expected.subarray(-16));
    assert.deepEqual(sourceOf(hypothesis), { kind: 'write-back', of });
    assert.equal(
      hypothesis.sentence,
      'encrypted under the last ciphertext block of operation 99 of worker 2, the one before, as IV',
    );
  });

  it('of a decryption is the last block of its input', () => {
    const operations = operationsOf('cbc', 'decrypt');
    const of = { ...OWN, operation: OWN.operation - 1 };
    const hypothesis = under(operations, operations.at(OWN), operations.at(of).input.subarray(-16));
    assert.deepEqual(sourceOf(hypothesis), { kind: 'write-back', of });
  });
});

describe('the last ciphertext block of an operation that is still to come', () => {
  it('has not been written back', () => {
    const operations = operationsOf('cbc');
    const next = operations.at({ ...OWN, operation: OWN.operation + 1 });
    const source = sourceOf(under(operations, operations.at(OWN), next.expected.subarray(-16)));
    assert.ok(source.kind !== 'write-back' || source.of.operation < OWN.operation);
  });
});

describe('a few wrong bytes in the first block of a decryption', () => {
  it('make another IV possible, and no more', () => {
    const operations = operationsOf('cbc', 'decrypt');
    const operation = operations.at(OWN);
    const actual = changed(operation.expected, (copy) => copy.writeUInt32LE(~copy.readUInt32LE(4) >>> 0, 4));
    const { hypotheses } = operations.diagnose({ ...operation, actual });
    const iv = hypotheses.find(({ what }) => what.kind === 'effective-iv');
    assert.equal(iv?.confidence, 'possible');
    assert.equal(hypotheses[0]?.sentence, 'only the first AES block is wrong');
  });
});

describe('a counter', () => {
  it('that is some blocks ahead is said to be so', () => {
    const operations = operationsOf('ctr');
    const operation = operations.find(OWN, ({ offset }) => offset === 0x3000);
    const others = operations.find({ ...operation, operation: operation.operation + 1 }, () => true);
    assert.notEqual(others.offset, operation.offset + 3 * 16);
    const { sentence } = under(operations, operation, counterAfter(operation.iv, 3));
    assert.match(
      sentence,
      /^encrypted under (a counter that is 3 blocks ahead|the IV of operation \d+ of worker 2, .*)$/,
    );
  });
});

describe('one wrong bit in the first block of a decryption', () => {
  it('is a wrong bit of the output first, and of the IV second, and neither is certain', () => {
    const operations = operationsOf('cbc', 'decrypt');
    const operation = operations.at(OWN);
    const actual = changed(operation.expected, (copy) => (copy[3] = (copy[3] ?? 0) ^ 0x10));
    const { hypotheses } = operations.diagnose({ ...operation, actual });
    const said = hypotheses.map(({ confidence, sentence }) => `${confidence}: ${sentence}`);
    assert.deepEqual(said.slice(0, 1), ['likely: one bit is wrong, bit 4 of byte 3']);
    assert.ok(said.includes('possible: decrypted under its IV with 1 bit flipped'), said.join('\n'));
  });
});
