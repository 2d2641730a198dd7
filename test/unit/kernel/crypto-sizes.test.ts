import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { afAlgTypeOf, sizesOf } from '#dist/kernel/proc-crypto.js';

const TEXT = `name         : cbc(aes)
driver       : cbc-aes-caam
type         : skcipher
blocksize    : 16
min keysize  : 16
max keysize  : 32
ivsize       : 16

name         : gcm(aes)
driver       : gcm-aes-caam
type         : aead
blocksize    : 1
ivsize       : 12
maxauthsize  : 16
geniv        : <none>

name         : sha256
driver       : sha256-caam
type         : ahash
blocksize    : 64
digestsize   : 32

name         : stdrng
driver       : ansi_cprng
type         : rng
seedsize     : 48
`;

describe('the sizes in /proc/crypto', () => {
  it('are those that its type has', () => {
    const cipher = sizesOf(TEXT, { driver: 'cbc-aes-caam', type: 'skcipher' });
    assert.deepEqual(
      [cipher.block, cipher.iv, cipher.minKey, cipher.maxKey, cipher.digest],
      [16, 16, 16, 32, undefined],
    );
    const aead = sizesOf(TEXT, { driver: 'gcm-aes-caam', type: 'aead' });
    assert.deepEqual([aead.iv, aead.maxAuth, aead.minKey], [12, 16, undefined]);
    assert.equal(sizesOf(TEXT, { driver: 'sha256-caam', type: 'ahash' }).digest, 32);
    assert.equal(sizesOf(TEXT, { driver: 'ansi_cprng', type: 'rng' }).seed, 48);
  });

  it('are unknown of a driver that is not listed', () => {
    assert.equal(sizesOf(TEXT, { driver: 'cbc-aes-caam', type: 'aead' }).iv, undefined);
    assert.equal(sizesOf('', { driver: 'x', type: 'skcipher' }).block, undefined);
  });
});

it('AF_ALG reaches ciphers, hashes and random numbers, and no bare block ciphers or compressors', () => {
  const types = [
    'skcipher',
    'ablkcipher',
    'blkcipher',
    'lskcipher',
    'aead',
    'shash',
    'ahash',
    'rng',
    'cipher',
    'scomp',
  ];
  assert.deepEqual(
    types.map((type) => afAlgTypeOf({ type })),
    ['skcipher', 'skcipher', 'skcipher', 'skcipher', 'aead', 'hash', 'hash', 'rng', undefined, undefined],
  );
});
