import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POISON } from '#dist/afalg/layout.js';
import type { Hypothesis } from '#dist/forensics/hypothesis.js';
import { changed, Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../../../helpers/workloads.js';

const OPERATIONS = new Operations(DEFAULT_WORKLOAD);
const OPERATION = OPERATIONS.find({ worker: 1, burst: 2, operation: 40 }, ({ length }) => length === 1024);

function poisoned(from: number, to: number): Hypothesis {
  return OPERATIONS.best(
    OPERATION,
    changed(OPERATION.expected, (copy) => copy.fill(POISON, from, to)),
  );
}

describe('poison in the output', () => {
  it('everywhere means that nothing was written', () => {
    const { what, confidence, sentence } = poisoned(0, 1024);
    assert.deepEqual([what, confidence], [{ kind: 'nothing-written' }, 'certain']);
    assert.equal(sentence, 'nothing was written, the whole output still holds the poison');
  });

  it('up to the end means that the tail was not written', () => {
    const { what, confidence, sentence } = poisoned(768, 1024);
    assert.deepEqual([what, confidence], [{ kind: 'tail-not-written', from: 768 }, 'certain']);
    assert.equal(sentence, 'the last 256 bytes, from byte 768 on, were not written');
  });

  it('in the last block counts from where the writing stopped, even if the byte before is the poison by chance', () => {
    const operation = OPERATIONS.find({ worker: 1, burst: 2, operation: 0 }, ({ expected, length }) => {
      return expected[length - 17] === POISON && length > 32;
    });
    const from = operation.length - 16;
    const actual = changed(operation.expected, (copy) => copy.fill(POISON, from));
    assert.deepEqual(OPERATIONS.best(operation, actual).what, { kind: 'tail-not-written', from });
  });

  it('from the start means that the head was not written', () => {
    const { what, sentence } = poisoned(0, 64);
    assert.deepEqual(what, { kind: 'head-not-written', to: 64 });
    assert.equal(sentence, 'the first 64 bytes were not written');
  });

  it('in the middle means that a range was not written', () => {
    const { what, sentence } = poisoned(512, 544);
    assert.deepEqual(what, { kind: 'range-not-written', from: 512, to: 544, bytes: 32 });
    assert.equal(sentence, 'bytes 512 to 543 were not written');
  });

  it('in several places is counted', () => {
    const actual = changed(OPERATION.expected, (copy) => copy.fill(POISON, 512, 528).fill(POISON, 544, 560));
    assert.equal(OPERATIONS.best(OPERATION, actual).sentence, '32 of the bytes 512 to 559 were not written');
  });

  it('is less than certain in fewer than four bytes', () => {
    assert.deepEqual([poisoned(1021, 1024).confidence, poisoned(1020, 1024).confidence], ['likely', 'certain']);
  });

  it('is only possible when other bytes are wrong, too, and does not come first', () => {
    const actual = changed(OPERATION.expected, (copy) => {
      copy.fill(POISON, 1000);
      for (let at = 100; at < 300; at += 2) copy[at] = (copy[at] ?? 0) ^ 0xff;
    });
    const { hypotheses } = OPERATIONS.diagnose({ ...OPERATION, actual });
    const tail = hypotheses.find(({ what }) => what.kind === 'tail-not-written');
    assert.deepEqual([tail?.confidence, tail?.explained], ['possible', 24]);
    assert.equal(hypotheses[0]?.what.kind, 'confined');
  });
});
