import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AfAlgType, CryptoSizes } from '#dist/kernel/proc-crypto.js';
import { candidateKeys } from '#dist/probe/candidate-keys.js';

const NO_SIZES: CryptoSizes = {
  block: undefined,
  iv: undefined,
  minKey: undefined,
  maxKey: undefined,
  digest: undefined,
  maxAuth: undefined,
  seed: undefined,
};

function lengths(type: AfAlgType, algorithm: string, sizes: Partial<CryptoSizes> = {}): readonly number[] {
  return candidateKeys(type, algorithm, { ...NO_SIZES, ...sizes }).map(({ length }) => length);
}

describe('the keys that are tried', () => {
  it('lie within what /proc/crypto says of a cipher, its bounds among them', () => {
    assert.deepEqual(lengths('skcipher', 'cbc(aes)', { minKey: 16, maxKey: 32 }), [16, 24, 32]);
    assert.deepEqual(lengths('skcipher', 'xts(aes)', { minKey: 32, maxKey: 64 }), [32, 40, 48, 56, 64]);
    assert.deepEqual(lengths('skcipher', 'cbc(des)', { minKey: 8, maxKey: 8 }), [8]);
    assert.deepEqual(lengths('skcipher', 'ecb(cipher_null)', { minKey: 0, maxKey: 0 }), [0]);
  });

  it('are of all sizes when /proc/crypto says nothing', () => {
    for (const size of [8, 16, 24, 32, 64]) assert.ok(lengths('skcipher', 'x').includes(size));
    for (const size of [16, 20, 24, 28, 32, 36]) assert.ok(lengths('aead', 'rfc4106(gcm(aes))').includes(size));
    assert.deepEqual(lengths('rng', 'ansi_cprng', { seed: 48 }), [48]);
  });

  it('have no two halves alike: XTS and triple DES refuse such keys', () => {
    for (const key of candidateKeys('skcipher', 'x', NO_SIZES).filter(({ length }) => length % 2 === 0)) {
      const half = key.length / 2;
      assert.notDeepEqual(key.subarray(0, half), key.subarray(half));
    }
  });

  it('of authenc are two keys behind an attribute that says where the second begins', () => {
    const [key] = candidateKeys('aead', 'authenc(hmac(sha256),cbc(aes))', NO_SIZES);
    assert.equal(key?.length, 8 + 32 + 16);
    assert.equal(Buffer.from(key).readUInt32BE(4), 16);
    assert.deepEqual([...new Uint16Array(Uint8Array.from(key.subarray(0, 4)).buffer)], [8, 1]);
  });
});
