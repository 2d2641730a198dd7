import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findingKey, findingText } from '#dist/results/finding-text.js';
import { BROKEN, HUNG, LENGTH, OVERRUN, REFUSED, SETUP, WRONG } from '../helpers/findings.js';

describe('the sentence of a finding', () => {
  it('says where wrong bytes are', () => {
    assert.equal(findingText(WRONG), 'encrypt of 32 bytes: 16 of 32 bytes differ, from byte 4 to 19');
  });

  it('says how many bits differ in a single wrong byte', () => {
    const one = { firstByte: 7, lastByte: 7, differingBytes: 1, differingBits: 1 };
    assert.equal(findingText({ ...WRONG, mismatch: one }), 'encrypt of 32 bytes: byte 7 differs in 1 bit');
    const mismatch = { ...one, differingBits: 5 };
    assert.equal(findingText({ ...WRONG, mismatch }), 'encrypt of 32 bytes: byte 7 differs in 5 bits');
  });

  it('says on which side of the buffer bytes changed, and whether the bytes in it are wrong, too', () => {
    const sides = 'bytes outside the buffer changed, 0 before it and 64 after it';
    assert.equal(findingText(OVERRUN), `encrypt of 32 bytes: ${sides}`);
    assert.equal(
      findingText({ ...OVERRUN, mismatch: WRONG.mismatch }),
      `encrypt of 32 bytes: ${sides}; 16 of 32 bytes differ, from byte 4 to 19`,
    );
  });

  it('says what a system call returned instead of the length', () => {
    assert.equal(findingText(LENGTH), 'encrypt of 32 bytes: recv returned 16 for 32 bytes');
    const tooMuch = { ...LENGTH, returned: 0x0100_0000 };
    assert.equal(findingText(tooMuch), 'encrypt of 32 bytes: recv returned 16777216 for 32 bytes');
  });

  it('calls a number that no buffer holds a status word, and writes it as one', () => {
    assert.equal(
      findingText({ ...LENGTH, returned: 0x2000_1c12 }),
      'encrypt of 32 bytes: recv returned 0x20001c12 (a status word, not a length) for 32 bytes',
    );
  });

  it('says which system call was refused, and how', () => {
    assert.equal(findingText(REFUSED), 'encrypt of 32 bytes: sendmsg failed with EINVAL');
    assert.equal(findingText(SETUP), 'worker 2, burst 9: accept failed with ENOMEM after it had worked before');
  });

  it('does not blame the kernel when our own bytes changed', () => {
    const text = 'the expected bytes in memory changed during the burst';
    assert.equal(findingText(BROKEN), `encrypt of 32 bytes: ${text}, the kernel's answer may be right`);
  });

  it('says for how long nothing moved, and how many threads cannot be woken', () => {
    const text = 'no progress for 10s, 2 operation(s) inside the kernel, 2 thread(s) in uninterruptible sleep (D)';
    assert.equal(findingText(HUNG), text);
    assert.equal(findingText({ ...HUNG, operations: [], threads: [] }), 'no progress for 10s');
    assert.equal(
      findingText({ ...HUNG, afterMilliseconds: 1260, operations: [], threads: [] }),
      'no progress for 1300ms',
    );
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
          assert.match(findingText(finding), /^[\x20-\x7e]+$/);
        }
      }),
    );
  });
});

describe('the key of a finding', () => {
  it('is that of its operation', () => {
    for (const finding of [WRONG, OVERRUN, LENGTH, REFUSED, BROKEN])
      assert.equal(findingKey(finding), '0x5eed:3:12:4711');
  });

  it('is that of the first operation inside the kernel for a hang', () => {
    assert.equal(findingKey(HUNG), '0x5eed:3:12:4711');
    assert.equal(findingKey({ ...HUNG, operations: [] }), '');
  });

  it('is empty when it is about no operation', () => {
    assert.equal(findingKey(SETUP), '');
  });
});
