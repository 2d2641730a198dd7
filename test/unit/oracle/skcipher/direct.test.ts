import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import type { CipherMode } from '#dist/plan/skcipher/cipher.js';
import { fromHex } from '../../../helpers/hex.js';
import { counterAfter } from '../../../helpers/counter.js';
import { assertComputedDirectly, assertEveryWindow } from '../../../helpers/tape-principle.js';
import { KEY_SIZES, MODES } from '../../../helpers/workloads.js';

/** NIST SP 800-38A (2001), appendix F: four blocks, the same plaintext and keys in every mode. */
const PLAINTEXT = `
  6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
  30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710`;
const KEYS: Readonly<Record<number, string>> = {
  16: '2b7e151628aed2a6abf7158809cf4f3c',
  24: '8e73b0f7da0e6452c810f32b809079e5 62f8ead2522c6b7b',
  32: '603deb1015ca71be2b73aef0857d7781 1f352c073b6108d72d9810a30914dff4',
};
const IVS: Readonly<Record<CipherMode, string>> = {
  ecb: '',
  cbc: '000102030405060708090a0b0c0d0e0f',
  ctr: 'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff',
};
/** F.1 ECB, F.2 CBC and F.5 CTR, each with AES-128, AES-192 and AES-256; the even sections decrypt the same. */
const SP800_38A: readonly (readonly [section: string, mode: CipherMode, keySize: number, ciphertext: string])[] = [
  [
    'F.1.1',
    'ecb',
    16,
    `3ad77bb40d7a3660a89ecaf32466ef97 f5d3d58503b9699de785895a96fdbaaf
     43b1cd7f598ece23881b00e3ed030688 7b0c785e27e8ad3f8223207104725dd4`,
  ],
  [
    'F.1.3',
    'ecb',
    24,
    `bd334f1d6e45f25ff712a214571fa5cc 974104846d0ad3ad7734ecb3ecee4eef
     ef7afd2270e2e60adce0ba2face6444e 9a4b41ba738d6c72fb16691603c18e0e`,
  ],
  [
    'F.1.5',
    'ecb',
    32,
    `f3eed1bdb5d2a03c064b5a7e3db181f8 591ccb10d410ed26dc5ba74a31362870
     b6ed21b99ca6f4f9f153e7b1beafed1d 23304b7a39f9f3ff067d8d8f9e24ecc7`,
  ],
  [
    'F.2.1',
    'cbc',
    16,
    `7649abac8119b246cee98e9b12e9197d 5086cb9b507219ee95db113a917678b2
     73bed6b8e3c1743b7116e69e22229516 3ff1caa1681fac09120eca307586e1a7`,
  ],
  [
    'F.2.3',
    'cbc',
    24,
    `4f021db243bc633d7178183a9fa071e8 b4d9ada9ad7dedf4e5e738763f69145a
     571b242012fb7ae07fa9baac3df102e0 08b0e27988598881d920a9e64f5615cd`,
  ],
  [
    'F.2.5',
    'cbc',
    32,
    `f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d
     39f23369a9d9bacfa530e26304231461 b2eb05e2c39be9fcda6c19078c6a9d1b`,
  ],
  [
    'F.5.1',
    'ctr',
    16,
    `874d6191b620e3261bef6864990db6ce 9806f66b7970fdff8617187bb9fffdff
     5ae4df3edbd5d35e5b4f09020db03eab 1e031dda2fbe03d1792170a0f3009cee`,
  ],
  [
    'F.5.3',
    'ctr',
    24,
    `1abc932417521ca24f2b0459fe7e6e0b 090339ec0aa6faefd5ccc2c6f4ce8e94
     1e36b26bd1ebc670d1bd1d665620abf7 4f78a7f6d29809585a97daec58c6b050`,
  ],
  [
    'F.5.5',
    'ctr',
    32,
    `601ec313775789a5b7a7f504bbf3d228 f443e3ca4d62b59aca84e990cacaf5c5
     2b0930daa23de94ce87017ba2d84988d dfc9c58db67aada613c2dd08457941a6`,
  ],
];

/** RFC 3602 (The AES-CBC Cipher Algorithm and Its Use with IPsec), section 4, cases 1 to 4. */
const RFC3602: readonly (readonly [name: string, key: string, iv: string, plaintext: Buffer, ciphertext: string])[] = [
  [
    'case 1',
    '06a9214036b8a15b512e03d534120006',
    '3dafba429d9eb430b422da802c9fac41',
    Buffer.from('Single block msg'),
    'e353779c1079aeb82708942dbe77181a',
  ],
  [
    'case 2',
    'c286696d887c9aa0611bbb3e2025a45a',
    '562e17996d093d28ddb3ba695a2e6f58',
    countingFrom(0x00, 32),
    'd296cd94c2cccf8a3a863028b5e1dc0a 7586602d253cfff91b8266bea6d61ab1',
  ],
  [
    'case 3',
    '6c3ea0477630ce21a2ce334aa746c2cd',
    'c782dc4c098c66cbd9cd27d825682c81',
    Buffer.from('This is a 48-byte message (exactly 3 AES blocks)'),
    `d0a02b3836451753d493665d33f0e886 2dea54cdb293abc7506939276772f8d5
     021c19216bad525c8579695d83ba2684`,
  ],
  [
    'case 4',
    '56e47a38c5598974bc46903dba290349',
    '8ce82eefbea0da3c44699ed7db51b7d9',
    countingFrom(0xa0, 64),
    `c30e32ffedc0774e6aff6af0869f71aa 0f3af07a9a31a9c684db207eb0ef8e4e
     35907aa632c3ffdf868bb7b29d3d46ad 83ce9f9a102ee99d49a53e87f4c3da55`,
  ],
];

function countingFrom(first: number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => first + index));
}

describe('a message computed directly', () => {
  for (const [section, mode, keySize, ciphertext] of SP800_38A) {
    it(`is that of SP 800-38A ${section} (${mode}, ${String(keySize)} byte key), whole and window by window`, () => {
      const vector = {
        mode,
        key: fromHex(KEYS[keySize] ?? ''),
        iv: fromHex(IVS[mode]),
        plaintext: fromHex(PLAINTEXT),
        ciphertext: fromHex(ciphertext),
      };
      assert.deepEqual([vector.key.length, vector.plaintext.length, vector.ciphertext.length], [keySize, 64, 64]);
      assertComputedDirectly(vector);
      assertEveryWindow(vector);
    });
  }

  for (const [name, key, iv, plaintext, ciphertext] of RFC3602) {
    it(`is that of RFC 3602, ${name}, whole and window by window`, () => {
      const hex = { key: fromHex(key), iv: fromHex(iv), ciphertext: fromHex(ciphertext) };
      const vector = { mode: 'cbc' as const, plaintext, ...hex };
      assertComputedDirectly(vector);
      assertEveryWindow(vector);
    });
  }

  it('may end in the middle of a block in CTR: the output is cut, not changed', () => {
    const key = fromHex(KEYS[16] ?? '');
    const iv = fromHex(IVS.ctr);
    const whole = computeDirectly('ctr', 'encrypt', key, iv, fromHex(PLAINTEXT));
    for (let length = 0; length <= whole.length; length += 1) {
      const cut = computeDirectly('ctr', 'encrypt', key, iv, fromHex(PLAINTEXT).subarray(0, length));
      assert.deepEqual(cut, whole.subarray(0, length));
    }
  });

  it('must be whole blocks in CBC and ECB, and is never padded', () => {
    for (const mode of ['cbc', 'ecb'] as const) {
      const iv = fromHex(IVS[mode]);
      assert.throws(() => computeDirectly(mode, 'encrypt', Buffer.alloc(16), iv, Buffer.alloc(17)));
      assert.equal(computeDirectly(mode, 'encrypt', Buffer.alloc(16), iv, Buffer.alloc(16)).length, 16);
    }
  });

  it('is decrypted to what was encrypted', () => {
    const key = fc.constantFrom(...KEY_SIZES).chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
    const bytes = fc.uint8Array({ maxLength: 8 * 16 });
    const block = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.constantFrom(...MODES), key, block, bytes, (mode, key, block16, input) => {
        const iv = mode === 'ecb' ? new Uint8Array(0) : block16;
        const clear = mode === 'ctr' ? input : input.subarray(0, input.length - (input.length % 16));
        const secret = computeDirectly(mode, 'encrypt', key, iv, clear);
        assert.deepEqual(new Uint8Array(computeDirectly(mode, 'decrypt', key, iv, secret)), Uint8Array.from(clear));
      }),
    );
  });

  it('counts on in CTR over the end of every byte of the counter', () => {
    const key = Buffer.alloc(16, 7);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 15 }), (head) => {
        const iv = Buffer.alloc(16, 0xff);
        iv.set(head);
        const blocks = computeDirectly('ctr', 'encrypt', key, iv, Buffer.alloc(48));
        // One block of keystream is the counter, encrypted: SP 800-38A, 6.5.
        const expected = [0, 1, 2].map((index) => {
          const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
          return cipher.update(counterAfter(iv, index));
        });
        assert.deepEqual(blocks, Buffer.concat(expected));
      }),
    );
  });
});
