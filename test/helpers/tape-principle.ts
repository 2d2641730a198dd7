import assert from 'node:assert/strict';
import type { CipherMode } from '#dist/plan/skcipher/cipher.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { counterAfter } from './counter.js';

/** A published message: what somebody else says a cipher makes of it. */
export interface PublishedVector {
  readonly mode: CipherMode;
  readonly key: Buffer;
  /** Empty for ECB. */
  readonly iv: Buffer;
  readonly plaintext: Buffer;
  readonly ciphertext: Buffer;
}

const BLOCK = 16;

/** The whole message, both ways. */
export function assertComputedDirectly({ mode, key, iv, plaintext, ciphertext }: PublishedVector): void {
  assert.deepEqual(computeDirectly(mode, 'encrypt', key, iv, plaintext), ciphertext);
  assert.deepEqual(computeDirectly(mode, 'decrypt', key, iv, ciphertext), plaintext);
}

/**
 * What the tape rests on: any block-aligned window of the message, under the IV that belongs to its first block, is a
 * message of its own, whose output is the same window of the output.
 */
export function assertEveryWindow({ mode, key, iv, plaintext, ciphertext }: PublishedVector): void {
  for (let start = 0; start < plaintext.length; start += BLOCK) {
    for (let end = start + BLOCK; end <= plaintext.length; end += BLOCK) {
      const [clear, secret] = [plaintext.subarray(start, end), ciphertext.subarray(start, end)];
      const windowIv = ivAt(mode, iv, ciphertext, start);
      assert.deepEqual(computeDirectly(mode, 'encrypt', key, windowIv, clear), secret);
      assert.deepEqual(computeDirectly(mode, 'decrypt', key, windowIv, secret), clear);
    }
  }
}

function ivAt(mode: CipherMode, iv: Buffer, ciphertext: Buffer, start: number): Buffer {
  switch (mode) {
    case 'ecb':
      return iv;
    case 'cbc':
      return start === 0 ? iv : ciphertext.subarray(start - BLOCK, start);
    case 'ctr':
      return counterAfter(iv, start / BLOCK);
  }
}
