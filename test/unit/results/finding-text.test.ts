import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Diagnosis, Happening } from '#dist/forensics/hypothesis.js';
import { findingId, findingText } from '#dist/results/finding-text.js';
import { BROKEN, HUNG, KERNEL, LENGTH, OVERRUN, REFUSED, SETUP, WRONG } from '../../helpers/findings.js';

describe('the sentence of a finding', () => {
  it('says where wrong bytes are', () => {
    assert.equal(findingText(WRONG, null), 'encrypt of 32 bytes: 16 of 32 bytes differ, from byte 4 to 19');
  });

  it('says how many bits differ in a single wrong byte, in the words of a diagnosis', () => {
    const one = { firstByte: 7, lastByte: 7, differingBytes: 1, differingBits: 1 };
    assert.equal(findingText({ ...WRONG, mismatch: one }, null), 'encrypt of 32 bytes: one bit is wrong, in byte 7');
    const mismatch = { ...one, differingBits: 5 };
    assert.equal(findingText({ ...WRONG, mismatch }, null), 'encrypt of 32 bytes: byte 7 differs in 5 bits');
  });

  it('says on which side of the buffer bytes changed, and whether the bytes in it are wrong, too', () => {
    const sides = 'bytes outside the buffer changed, 0 before it and 64 after it';
    assert.equal(findingText(OVERRUN, null), `encrypt of 32 bytes: ${sides}`);
    assert.equal(
      findingText({ ...OVERRUN, mismatch: WRONG.mismatch }, null),
      `encrypt of 32 bytes: ${sides}; 16 of 32 bytes differ, from byte 4 to 19`,
    );
  });

  it('says what a system call returned instead of the length', () => {
    assert.equal(findingText(LENGTH, null), 'encrypt of 32 bytes: recv returned 16 for 32 bytes');
    const tooMuch = { ...LENGTH, returned: 0x0100_0000 };
    assert.equal(findingText(tooMuch, null), 'encrypt of 32 bytes: recv returned 16777216 for 32 bytes');
  });

  it('calls a number that no buffer holds a status word, and writes it as one', () => {
    assert.equal(
      findingText({ ...LENGTH, returned: 0x2000_1c12 }, null),
      'encrypt of 32 bytes: recv returned 0x20001c12 (a status word, not a length) for 32 bytes',
    );
  });

  it('says which system call was refused, and how', () => {
    assert.equal(findingText(REFUSED, null), 'encrypt of 32 bytes: sendmsg failed with EINVAL');
    assert.equal(findingText(SETUP, null), 'worker 2, burst 9: accept failed with ENOMEM after it had worked before');
  });

  it('does not blame the kernel when our own bytes changed', () => {
    const text = 'the expected bytes in memory changed during the burst';
    assert.equal(findingText(BROKEN, null), `encrypt of 32 bytes: ${text}, the kernel's answer may be right`);
  });

  it('says for how long nothing moved, and how many threads cannot be woken', () => {
    const text = 'no progress for 10s, 2 operation(s) inside the kernel, 2 thread(s) in uninterruptible sleep (D)';
    assert.equal(findingText(HUNG, null), text);
    assert.equal(findingText({ ...HUNG, operations: [], threads: [] }, null), 'no progress for 10s');
    assert.equal(
      findingText({ ...HUNG, afterMilliseconds: 1260, operations: [], threads: [] }, null),
      'no progress for 1300ms',
    );
  });

  it('says what the kernel logged, when, how often, and beside how many failures', () => {
    const words =
      ' (40001210 is DECO, index 18, code 0x10: bad sequence command: a sequence length would go below zero, or a SEQ pointer command is invalid)';
    const line = KERNEL.line + words;
    assert.equal(
      findingText(KERNEL, null),
      `the driver logged an error 4.32 s into the run, 3 times, beside 2 failed operation(s): ${line}`,
    );
    const once = { ...KERNEL, kind: 'oops', count: 1, operations: [] } as const;
    assert.equal(findingText(once, null), `the kernel oopsed 4.32 s into the run: ${line}`);
  });

  it('is one line of ASCII', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (length, first, count) => {
        const at = { ...WRONG.at, length };
        const mismatch = {
          firstByte: first,
          lastByte: first + count,
          differingBytes: count + 1,
          differingBits: count + 1,
        };
        for (const finding of [
          { ...WRONG, at, mismatch },
          { ...OVERRUN, at, mismatch },
          { ...LENGTH, at, returned: first },
          { ...REFUSED, at },
          { ...BROKEN, at },
          { ...HUNG, afterMilliseconds: first },
        ]) {
          assert.match(findingText(finding, null), /^[\x20-\x7e]+$/);
        }
      }),
    );
  });
});

describe('the sentence of a finding whose bytes were examined', () => {
  const diagnosed = (...sentences: readonly (readonly [Happening, string])[]): Diagnosis => ({
    differingBytes: 16,
    hypotheses: sentences.map(([what, sentence]) => ({
      what,
      sentence,
      confidence: 'certain',
      explained: 16,
      because: '',
    })),
  });
  const nothing = [{ kind: 'nothing-written' }, 'nothing was written'] as const;

  it('is the best explanation', () => {
    const diagnosis = diagnosed(nothing, [{ kind: 'wrong-direction' }, 'decrypted instead of encrypted']);
    assert.equal(findingText(WRONG, diagnosis), 'encrypt of 32 bytes: nothing was written');
    assert.equal(
      findingText(REFUSED, diagnosis),
      'encrypt of 32 bytes: sendmsg failed with EINVAL; nothing was written',
    );
  });

  it('is what lies behind the buffer, and then what lies in it', () => {
    const guard = {
      kind: 'guard-overwritten',
      side: 'after',
      from: 0,
      to: 16,
      bytes: 16,
      content: { kind: 'unknown' },
    } as const;
    assert.equal(findingText(OVERRUN, diagnosed([guard, 'overwritten'])), 'encrypt of 32 bytes: overwritten');
    assert.equal(
      findingText(OVERRUN, diagnosed([guard, 'overwritten'], nothing)),
      'encrypt of 32 bytes: overwritten; nothing was written',
    );
  });

  it('does not say twice that a length is none', () => {
    const status = [{ kind: 'status-as-length', status: 0x2000_1c12 }, 'a status word'] as const;
    assert.equal(
      findingText({ ...LENGTH, returned: 0x2000_1c12 }, diagnosed(status, nothing)),
      'encrypt of 32 bytes: recv returned 0x20001c12 (a status word, not a length) for 32 bytes; nothing was written',
    );
    assert.equal(findingText(LENGTH, diagnosed(status)), 'encrypt of 32 bytes: recv returned 16 for 32 bytes');
  });
});

describe('the key of a finding', () => {
  it('is that of its operation', () => {
    for (const finding of [WRONG, OVERRUN, LENGTH, REFUSED, BROKEN])
      assert.equal(findingId(finding), '0x5eed:3:12:4711');
  });

  it('is that of the first operation inside the kernel for a hang', () => {
    assert.equal(findingId(HUNG), '0x5eed:3:12:4711');
    assert.equal(findingId({ ...HUNG, operations: [] }), '');
  });

  it('is that of the first operation that failed beside a line of the kernel log', () => {
    assert.equal(findingId(KERNEL), '0x5eed:3:12:4711');
    assert.equal(findingId({ ...KERNEL, operations: [] }), '');
  });

  it('is empty when it is about no operation', () => {
    assert.equal(findingId(SETUP), '');
  });
});
