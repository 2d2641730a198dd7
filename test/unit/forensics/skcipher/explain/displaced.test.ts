import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { POISON } from '#dist/afalg/layout.js';
import type { Hypothesis } from '#dist/forensics/hypothesis.js';
import { changed, Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../../../helpers/workloads.js';

const OPERATIONS = new Operations(DEFAULT_WORKLOAD);
const OPERATION = OPERATIONS.find({ worker: 1, burst: 2, operation: 40 }, ({ length }) => length === 1024);

function damaged(change: (copy: Buffer) => unknown): Hypothesis {
  return OPERATIONS.best(OPERATION, changed(OPERATION.expected, change));
}

describe('the right bytes in the wrong place', () => {
  it('are a repetition when it is one block', () => {
    const { what, confidence, sentence } = damaged((copy) => copy.copy(copy, 80, 64, 80));
    assert.deepEqual([what, confidence], [{ kind: 'repeated-block', block: 4, from: 80, to: 96 }, 'certain']);
    assert.equal(sentence, 'block 5 repeats block 4');
  });

  it('are a repetition when it is one block again and again', () => {
    const { what, sentence } = damaged((copy) => {
      for (let at = 80; at < 128; at += 16) copy.copy(copy, at, 64, 80);
    });
    assert.deepEqual(what, { kind: 'repeated-block', block: 4, from: 80, to: 128 });
    assert.equal(sentence, 'block 4 repeats in bytes 80 to 127');
  });

  it('are a shift when something was put in', () => {
    const { what, confidence, sentence } = damaged((copy) => {
      copy.set(OPERATION.expected.subarray(200, 1020), 204);
      copy.fill(0, 200, 204);
    });
    assert.deepEqual([what, confidence], [{ kind: 'shifted', by: 4, from: 200, to: 1024 }, 'certain']);
    assert.equal(sentence, 'from byte 200 on the output is shifted by 4 bytes towards the end');
  });

  it('are a hole when something is missing', () => {
    const { what, confidence, sentence } = damaged((copy) => {
      copy.set(OPERATION.expected.subarray(208), 200);
      copy.fill(POISON, 1016);
    });
    assert.deepEqual([what, confidence], [{ kind: 'shifted', by: -8, from: 200, to: 1024 }, 'certain']);
    assert.equal(sentence, '8 bytes missing at byte 200, and the rest has moved up');
  });

  it('are less than certain when as much as a block was put in', () => {
    const actual = changed(OPERATION.expected, (copy) => {
      copy.set(OPERATION.expected.subarray(256, 960), 320);
      copy.set(randomBytes(64), 256);
    });
    const { hypotheses } = OPERATIONS.diagnose({ ...OPERATION, actual });
    assert.deepEqual([hypotheses[0]?.what.kind, hypotheses[0]?.confidence], ['shifted', 'likely']);
    assert.ok(hypotheses.every(({ what }) => what.kind !== 'stale'));
  });

  it('are less than certain when it is a whole block, even if a byte of it is right by chance', () => {
    const { worker, burst } = OPERATION;
    const windowBefore = (offset: number, length: number): Buffer =>
      OPERATIONS.tapes.ciphertext(worker, burst).subarray(offset - 16, offset - 16 + length);
    const operation = OPERATIONS.find(
      { worker, burst, operation: 0 },
      ({ direction, offset, expected }) =>
        direction === 'encrypt' && offset > 0 && windowBefore(offset, 16).some((byte, at) => byte === expected[at]),
    );
    const actual = windowBefore(operation.offset, operation.length);
    const { hypotheses } = OPERATIONS.diagnose({ ...operation, actual });
    assert.ok(hypotheses.some(({ what }) => what.kind === 'stale'));
    for (const { what, confidence } of hypotheses) if (what.kind === 'shifted') assert.equal(confidence, 'likely');
  });

  it('of a window of the same tape that overlaps are not our own', () => {
    const { worker, burst } = OPERATION;
    const other = OPERATIONS.tapes.bytesAt(
      {
        worker,
        burst,
        part: OPERATION.direction === 'encrypt' ? 'ciphertext' : 'plaintext',
        offset: OPERATION.offset + 160,
      },
      1024,
    );
    assert.equal(OPERATIONS.best(OPERATION, other).what.kind, 'stale');
  });
});

describe('a range with one value', () => {
  it('is zero-filled', () => {
    const { what, confidence, sentence } = damaged((copy) => copy.fill(0, 100, 300));
    assert.deepEqual([what, confidence], [{ kind: 'filled', value: 0, from: 100, to: 300 }, 'certain']);
    assert.equal(sentence, 'bytes 100 to 299 are zero');
  });

  it('may be filled with anything', () => {
    assert.equal(damaged((copy) => copy.fill(0xff, 1000)).sentence, 'bytes 1000 to 1023 are all 0xff');
  });

  it('is less than certain in fewer than four bytes', () => {
    const confidences = [3, 4].map((length) => {
      const from = OPERATION.expected.findIndex((byte, at) => {
        const bytes = OPERATION.expected.subarray(at, at + length);
        return byte !== 0 && bytes.length === length && !bytes.includes(0);
      });
      return damaged((copy) => copy.fill(0, from, from + length));
    });
    assert.deepEqual(
      confidences.map(({ what, confidence }) => [what.kind, confidence]),
      [
        ['filled', 'likely'],
        ['filled', 'certain'],
      ],
    );
  });

  it('is no explanation when it is one byte', () => {
    const actual = changed(OPERATION.expected, (copy) => (copy[7] = 0));
    const kinds = OPERATIONS.diagnose({ ...OPERATION, actual }).hypotheses.map(({ what }) => what.kind);
    assert.ok(!kinds.includes('filled'));
  });
});
