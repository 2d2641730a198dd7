import assert from 'node:assert/strict';
import { getCiphers } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cipherModeOf, CIPHERS, type CipherMode } from '#dist/plan/skcipher/cipher.js';
import { KEY_SIZES, MODES } from '../../../helpers/workloads.js';

/** Names as /proc/crypto of many machines shows them: drivers, and algorithms as templates build them. */
const NAMES: Readonly<Record<CipherMode, readonly string[]>> = {
  cbc: [
    'cbc(aes)',
    'cbc(aes-generic)',
    'cbc(aes-arm)',
    'cbc(ecb(aes-generic))',
    'cryptd(cbc(aes-generic))',
    'cryptd(__cbc-aes-aesni)',
    'fpu(cbc(aes))',
    'cbc-aes-caam',
    'cbc-aes-aesni',
    '__cbc-aes-aesni',
    'cbc-aes-ce',
    'cbc-aes-neonbs',
    'cbc-aes-s390',
    'cbc-aes-dcp',
    'cbc-aes-sun8i-ce',
    'atmel-cbc-aes',
    'mv-cbc-aes',
    'safexcel-cbc-aes',
    'stm32-cbc-aes',
    'qat_aes_cbc',
    'p8_aes_cbc',
  ],
  ecb: ['ecb(aes)', 'ecb(aes-generic)', 'ecb-aes-caam', 'ecb-aes-aesni', 'cryptd(ecb-aes-aesni)', '__ecb-aes-neonbs'],
  ctr: ['ctr(aes)', 'ctr(aes-generic)', 'ctr-aes-caam', 'ctr-aes-neonbs', '__ctr-aes-aesni', 'qat_aes_ctr'],
};

describe('the mode in the name of an algorithm', () => {
  for (const mode of MODES) {
    it(`is ${mode} for the drivers of ${mode}(aes)`, () => {
      for (const name of NAMES[mode]) assert.equal(cipherModeOf(name), mode, name);
    });
  }

  it('is none for modes the oracle cannot check', () => {
    const names = [
      'xts(aes)',
      'xts-aes-caam',
      'gcm(aes)',
      'ccm(aes)',
      'pcbc(aes)',
      'xctr(aes)',
      'cbcmac(aes)',
      'aes',
      'kw(aes)',
    ];
    for (const name of names) assert.equal(cipherModeOf(name), undefined, name);
  });

  it('is none for ciphers other than AES', () => {
    for (const name of [
      'cbc(des3_ede)',
      'cbc-des3-caam',
      'ecb-cipher_null',
      'ctr(sm4)',
      'cbc-paes-s390',
      'cbc',
      '',
      '(',
    ]) {
      assert.equal(cipherModeOf(name), undefined, name);
    }
  });

  it('is not taken from the names of properties that every object has', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      assert.equal(cipherModeOf(`${word}(aes)`), undefined, word);
    }
  });

  it('is none where an outer template makes another mode of it', () => {
    const names = [
      'cts(cbc(aes))',
      'cts(cbc-aes-aesni)',
      'essiv(cbc(aes),sha256)',
      'rfc3686(ctr(aes))',
      'rfc3686-ctr-aes-caam',
      'xts(ecb(aes-generic))',
      'lrw(ecb(aes-generic))',
      'authenc(hmac(sha1),cbc(aes))',
      'ccm_base(ctr(aes-generic),cbcmac(aes-generic))',
    ];
    for (const name of names) assert.equal(cipherModeOf(name), undefined, name);
  });

  it('does not depend on case or on what wraps it', () => {
    const wrappers = fc.constantFrom('cryptd', 'simd', 'pcrypt', 'fpu');
    fc.assert(
      fc.property(fc.constantFrom(...MODES), fc.array(wrappers, { maxLength: 3 }), (mode, around) => {
        const name = around.reduce((inner, wrapper) => `${wrapper}(${inner})`, `${mode}(aes-generic)`);
        assert.equal(cipherModeOf(name), mode);
        assert.equal(cipherModeOf(name.toUpperCase()), mode);
      }),
    );
  });

  it('is the outermost of several', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODES), fc.constantFrom(...MODES), (outer, inner) => {
        assert.equal(cipherModeOf(`${outer}(${inner}(aes-generic))`), outer);
      }),
    );
  });
});

describe('a cipher', () => {
  it('is known to node:crypto for every key size', () => {
    const known = new Set(getCiphers());
    for (const mode of MODES) {
      assert.deepEqual(CIPHERS[mode].keySizes, KEY_SIZES);
      for (const keySize of KEY_SIZES)
        assert.ok(known.has(CIPHERS[mode].nodeName(keySize)), `${mode} ${String(keySize)}`);
    }
  });

  it('has whole blocks and an IV in CBC, no IV in ECB, any length in CTR', () => {
    const shape = ({ ivSize, lengthStep }: (typeof CIPHERS)[CipherMode]): readonly number[] => [ivSize, lengthStep];
    assert.deepEqual(shape(CIPHERS.cbc), [16, 16]);
    assert.deepEqual(shape(CIPHERS.ecb), [0, 16]);
    assert.deepEqual(shape(CIPHERS.ctr), [16, 1]);
  });
});
