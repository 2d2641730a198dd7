import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { parseCavp, readCavp } from '../../../helpers/cavp.js';
import { fixture } from '../../../helpers/paths.js';
import { assertEveryWindow } from '../../../helpers/tape-principle.js';

/** Vectors per section; every file has as many to encrypt as to decrypt. AESVS: GFSbox 7/6/5, KeySbox 21/24/16, … */
const FILES: readonly (readonly [file: string, keySize: number, perSection: number])[] = [
  ['CBCGFSbox128.rsp', 16, 7],
  ['CBCGFSbox192.rsp', 24, 6],
  ['CBCGFSbox256.rsp', 32, 5],
  ['CBCKeySbox128.rsp', 16, 21],
  ['CBCKeySbox192.rsp', 24, 24],
  ['CBCKeySbox256.rsp', 32, 16],
  ['CBCMMT128.rsp', 16, 10],
  ['CBCMMT192.rsp', 24, 10],
  ['CBCMMT256.rsp', 32, 10],
  ['CBCVarKey128.rsp', 16, 128],
  ['CBCVarKey192.rsp', 24, 192],
  ['CBCVarKey256.rsp', 32, 256],
  ['CBCVarTxt128.rsp', 16, 128],
  ['CBCVarTxt192.rsp', 24, 128],
  ['CBCVarTxt256.rsp', 32, 128],
];

describe('the vectors of NIST CAVP for AES-CBC', () => {
  it('are all of the files there are', () => {
    const files = readdirSync(fixture('nist-cavp')).filter((name) => name.endsWith('.rsp'));
    assert.deepEqual(
      files.sort(),
      FILES.map(([file]) => file),
    );
  });

  for (const [file, keySize, perSection] of FILES) {
    it(`of ${file} hold, computed directly and through every window of a tape`, () => {
      const vectors = readCavp(file);
      for (const section of ['ENCRYPT', 'DECRYPT']) {
        const counts = vectors.filter((vector) => vector.section === section).map(({ count }) => count);
        assert.deepEqual(
          counts,
          Array.from({ length: perSection }, (_, index) => index),
          section,
        );
      }
      for (const { section, key, iv, plaintext, ciphertext } of vectors) {
        assert.deepEqual([key.length, iv.length, plaintext.length % 16], [keySize, 16, 0]);
        assert.ok(plaintext.length > 0);
        const [direction, input, output] =
          section === 'ENCRYPT'
            ? (['encrypt', plaintext, ciphertext] as const)
            : (['decrypt', ciphertext, plaintext] as const);
        assert.deepEqual(computeDirectly('cbc', direction, key, iv, input), output);
        assertEveryWindow({ mode: 'cbc', key, iv, plaintext, ciphertext });
      }
    });
  }
});

describe('the reader of CAVP files', () => {
  const BLOCK = 'COUNT = 0\nKEY = 00\nIV = 01\nPLAINTEXT = 02\nCIPHERTEXT = 03\n';

  it('keeps the sections apart', () => {
    const vectors = parseCavp(`# CAVS 11.1\n\n[ENCRYPT]\n\n${BLOCK}\n[DECRYPT]\n\n${BLOCK}`);
    assert.deepEqual(
      vectors.map(({ section, ciphertext }) => [section, ciphertext.toString('hex')]),
      [
        ['ENCRYPT', '03'],
        ['DECRYPT', '03'],
      ],
    );
  });

  it('reads files with line ends of DOS', () => {
    assert.equal(parseCavp(`[ENCRYPT]\n\n${BLOCK}`.replaceAll('\n', '\r\n')).length, 1);
  });

  it('refuses vectors that are incomplete, out of place or not hexadecimal', () => {
    assert.throws(() => parseCavp(BLOCK), /before the first section/);
    assert.throws(() => parseCavp(`[ENCRYPT]\n\n${BLOCK.replace('KEY', 'KEX')}`), /no KEY/);
    assert.throws(() => parseCavp(`[ENCRYPT]\n\n${BLOCK.replace('02', '0x')}`), /not hexadecimal/);
  });
});
