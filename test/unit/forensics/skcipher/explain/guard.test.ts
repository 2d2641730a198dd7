import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POISON } from '#dist/afalg/layout.js';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import { changed, Operations } from '../../../../helpers/damaged.js';
import { defined } from '../../../../helpers/defined.js';
import { DEFAULT_WORKLOAD } from '../../../../helpers/workloads.js';

const OPERATIONS = new Operations({ ...DEFAULT_WORKLOAD, direction: 'encrypt' });
const OWN = { worker: 2, burst: 5, operation: 100 };
const OTHER = { worker: 7, burst: 3, operation: 5000 };
const OPERATION = OPERATIONS.at(OWN);

function sentence(operation: SkcipherDamage): string {
  return defined(OPERATIONS.diagnose(operation, [OWN, OTHER]).hypotheses[0]).sentence;
}

function after(bytes: Uint8Array, at = 0): string {
  return sentence({
    ...OPERATION,
    guardAfter: changed(OPERATION.guardAfter, (copy) => {
      copy.set(bytes, at);
    }),
  });
}

describe('guard bytes', () => {
  it('that hold the poison are no finding', () => {
    assert.deepEqual(
      OPERATIONS.diagnose(OPERATION).hypotheses.map(({ what }) => what.kind),
      ['late'],
    );
  });

  it('are said to be overwritten where, and with which value', () => {
    assert.equal(after(Buffer.alloc(16, ~POISON & 0xff)), '16 bytes after the buffer were overwritten with 0x5a');
    assert.equal(
      after(Buffer.alloc(4), 8),
      '4 bytes after the buffer (from 8 bytes after it) were overwritten with 0x00',
    );
    const guardBefore = changed(OPERATION.guardBefore, (copy) => copy.fill(0, 48));
    assert.equal(sentence({ ...OPERATION, guardBefore }), '16 bytes before the buffer were overwritten with 0x00');
    const further = changed(OPERATION.guardBefore, (copy) => copy.fill(0, 40, 48));
    assert.equal(
      sentence({ ...OPERATION, guardBefore: further }),
      '8 bytes before the buffer (up to 16 bytes before it) were overwritten with 0x00',
    );
  });

  it("are known to hold the operation's own bytes", () => {
    const { iv, expected } = OPERATION;
    const behind = '16 bytes after the buffer were overwritten with its own';
    assert.equal(after(iv), `${behind} IV`);
    assert.equal(after(expected.subarray(-16)), `${behind} last ciphertext block`);
    assert.equal(after(expected.subarray(32, 48)), `${behind} output from byte 32 on`);
  });

  it("are known to hold another operation's data", () => {
    const other = OPERATIONS.at({ ...OTHER, operation: 4998 });
    assert.equal(
      after(other.expected.subarray(0, 32)),
      '32 bytes after the buffer were overwritten with the output of operation 4998 of worker 7 (burst 3)',
    );
  });

  it('with anything else are unknown', () => {
    assert.equal(
      after(Buffer.from('00112233445566778899aabbccddeeff', 'hex')),
      '16 bytes after the buffer were overwritten with unknown data',
    );
  });
});
