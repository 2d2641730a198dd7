import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lineInWords } from '#dist/caam/status/line-in-words.js';

it('a CAAM line in words: the number, its cause, and where the text contradicts it', () => {
  const [meaning, cause, mismatch] = lineInWords('caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid Sequence');
  assert.match(meaning ?? '', /^40001210 is DECO, index 18, code 0x10: bad sequence command/);
  assert.match(cause ?? '', /^usually: /);
  assert.match(mismatch ?? '', /13/);
});

it('an error of a job ring, a symptom and a status without its word are put into words, too', () => {
  assert.deepEqual(lineInWords('caam_jr 8010000.jr: job ring error: irqstate: 00000103'), [
    '00000103 is the interrupt status of a job ring, entry 0: writing a status to the output ring failed',
  ]);
  assert.match(lineInWords('caam 2140000.caam: failed to acquire DECO 0')[0] ?? '', /^no DECO was free/);
  assert.deepEqual(lineInWords('platform caam_qi: 15: unknown error source'), [
    'unassigned source 15, without its status word',
  ]);
});

it('any other line has no words', () => {
  assert.deepEqual(lineInWords('caam 2100000.crypto: device ID = 0x0a16010000000000 (Era 4)'), []);
  assert.deepEqual(lineInWords('EXT4-fs (sda1): mounted filesystem'), []);
  assert.deepEqual(lineInWords(''), []);
});
