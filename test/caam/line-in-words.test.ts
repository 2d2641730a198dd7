import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lineInWords } from '#dist/caam/line-in-words.js';

it('a CAAM line in words: the number, its cause, and where the text contradicts it', () => {
  const [meaning, cause, mismatch] = lineInWords('caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid Sequence');
  assert.match(meaning ?? '', /^40001210 is DECO, index 18, code 0x10: bad sequence command/);
  assert.match(cause ?? '', /^usually: /);
  assert.match(mismatch ?? '', /13/);
});

it('any other line has no words', () => {
  assert.deepEqual(lineInWords('EXT4-fs (sda1): mounted filesystem'), []);
  assert.deepEqual(lineInWords(''), []);
});
