import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { eraNotes } from '#dist/caam/descriptor/era-checks.js';
import { CBC_DECRYPT, CBC_DECRYPT_WITH_WAIT, jobOf, LE1 } from '../../../helpers/caam.js';

describe('what an era does not have', () => {
  it('is told with the era that has it', () => {
    const { instructions } = jobOf('e80cb104 a0108401 38a40006 f8380010 a8b10004 80230004');
    assert.deepEqual(eraNotes(instructions, 4), [
      '1: MATHI came with era 6, this is era 4',
      '2: a counting JUMP came with era 6, this is era 4',
      '3: MOVEB came with era 7, this is era 4',
      '4: SEQ OUT PTR with RST or EWS came with era 5, this is era 4',
      '6: DKP came with era 6, this is era 4',
    ]);
    assert.equal(eraNotes(instructions, 6).length, 1);
    assert.deepEqual(eraNotes(instructions, 7), []);
  });

  it('depends on targets, functions and directions, too', () => {
    const featuresOf = (words: string): string => eraNotes(jobOf(words).instructions, 3).join();
    assert.match(featuresOf('10f10000 12f30006'), /LOAD to nfifo_size_math came with era 4/);
    assert.match(featuresOf('a8b10004'), /MATH byte swap came with era 4/);
    assert.match(featuresOf('780f0004'), /MOVE to the auxiliary FIFO came with era 4/);
    for (const words of ['12710004 12345678', '10fa0004 12f30006', 'a8010004', '78040004']) {
      assert.equal(featuresOf(words), '', words);
    }
  });

  it('is nothing that Linux uses on an i.MX6, nor zero as second operand', () => {
    for (const words of [CBC_DECRYPT, CBC_DECRYPT_WITH_WAIT]) {
      assert.deepEqual(eraNotes(disassemble(words, LE1).instructions, 4), []);
    }
  });
});
