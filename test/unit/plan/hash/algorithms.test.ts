import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HASH_NAMES, hashNameOf, hashOf } from '#dist/plan/hash/algorithms.js';

/** Names as /proc/crypto has them, and the hash that each is. */
const NAMES: readonly (readonly [name: string, hash: string | undefined])[] = [
  ['sha256', 'sha256'],
  ['sha256-generic', 'sha256'],
  ['sha256-ni', 'sha256'],
  ['sha1-caam', 'sha1'],
  ['sha3-256-generic', 'sha3-256'],
  ['hmac(sha256)', 'hmac(sha256)'],
  ['hmac(sha256-generic)', 'hmac(sha256)'],
  ['hmac-sha1-caam', 'hmac(sha1)'],
  ['atmel-hmac-sha512', 'hmac(sha512)'],
  ['cmac(aes)', 'cmac(aes)'],
  ['cmac-aes-caam', 'cmac(aes)'],
  ['cryptd(sha256-ssse3)', 'sha256'],
  ['cmac(des3_ede)', undefined],
  ['authenc(hmac(sha256),cbc(aes))', undefined],
  ['authenc-hmac-sha1-cbc-aes-caam', undefined],
  ['essiv(cbc(aes),sha256)', undefined],
  ['drbg_nopr_hmac_sha256', undefined],
  ['pkcs1pad(rsa,sha256)', undefined],
  ['hmac(crc32c)', undefined],
  ['cbc(aes)', undefined],
  ['sha2567', undefined],
];

describe('the name of a hash', () => {
  for (const [name, hash] of NAMES) {
    it(`${name} speaks of ${hash ?? 'none'}`, () => {
      assert.equal(hashNameOf(name), hash);
    });
  }

  it('is one for every hash there is', () => {
    for (const name of HASH_NAMES) {
      assert.equal(hashNameOf(name), name);
      assert.ok(hashOf(name).size <= 64);
    }
  });
});
