import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cmac } from '#dist/oracle/hash/cmac.js';
import { digestOf } from '#dist/oracle/hash/digest.js';
import { HASH_NAMES, hashOf, type HashName } from '#dist/plan/hash/algorithms.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('CMAC', () => {
  /** RFC 4493, section 4; SP 800-38B, D.2 and D.3 for the longer keys. */
  const message = hex(
    '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51' +
      '30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
  );
  const vectors: readonly (readonly [key: string, length: number, mac: string])[] = [
    ['2b7e151628aed2a6abf7158809cf4f3c', 0, 'bb1d6929e95937287fa37d129b756746'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 16, '070a16b46b4d4144f79bdd9dd04a287c'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 40, 'dfa66747de9ae63030ca32611497c827'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 64, '51f0bebf7e3b9d92fc49741779363cfe'],
    ['8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', 0, 'd17ddf46adaacde531cac483de7a9367'],
    ['8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', 64, 'a1d5df0eed790f794d77589659f39a11'],
    ['603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 0, '028962f61b7bf89efc6b551f4667d983'],
    ['603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 64, 'e1992190549f6ed5696a2c056c315410'],
  ];
  for (const [key, length, mac] of vectors) {
    it(`of ${String(length)} bytes under a key of ${String(key.length / 2)}`, () => {
      assert.equal(cmac(hex(key), message.subarray(0, length)).toString('hex'), mac);
    });
  }
});

describe('a digest', () => {
  /** FIPS 180-4 and 202, RFC 1321, GB/T 32905: of "abc". RFC 2202 and 4231, test case 2: of HMACs. */
  const abc: readonly (readonly [HashName, string])[] = [
    ['md5', '900150983cd24fb0d6963f7d28e17f72'],
    ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['sha3-256', '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532'],
    ['sm3', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ];
  for (const [name, digest] of abc) {
    it(`is that of the standard: ${name}`, () => {
      assert.equal(digestOf(name, new Uint8Array(), Buffer.from('abc')).toString('hex'), digest);
    });
  }

  it('is that of the RFC under a key', () => {
    const message = Buffer.from('what do ya want for nothing?');
    const sha256 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    assert.equal(digestOf('hmac(sha256)', Buffer.from('Jefe'), message).toString('hex'), sha256);
    const md5 = '750c783e6ab0b503eaa86e310a5db738';
    assert.equal(digestOf('hmac(md5)', Buffer.from('Jefe'), message).toString('hex'), md5);
  });

  it('is as long as the table says', () => {
    for (const name of HASH_NAMES) {
      const { kind, size } = hashOf(name);
      const key = Buffer.alloc(kind === 'digest' ? 0 : 16);
      assert.equal(digestOf(name, key, Buffer.from('x')).length, size, name);
    }
  });
});
