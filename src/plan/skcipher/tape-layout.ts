import type { SkcipherWorkload } from './workload.js';
import { tapeLength } from './workload.js';
import { AES_BLOCK } from './cipher.js';

/**
 * Where a tape holds what. For the window that starts `o` bytes into the plaintext (a multiple of the block size) the
 * plaintext is at `plaintext + o`, the ciphertext at `ciphertext + o` and the IV at `iv + o`.
 */
export interface TapeLayout {
  /** Bytes of plaintext. */
  readonly length: number;
  readonly plaintext: number;
  readonly ciphertext: number;
  readonly iv: number;
  /** Bytes of the whole tape. */
  readonly size: number;
}

export function tapeLayout(workload: SkcipherWorkload): TapeLayout {
  const length = tapeLength(workload);
  switch (workload.mode) {
    case 'cbc':
      // The IV of a window is the ciphertext block before it; the tape's own IV comes before the first.
      return { length, plaintext: 0, iv: length, ciphertext: length + AES_BLOCK, size: 2 * length + AES_BLOCK };
    case 'ecb':
      return { length, plaintext: 0, iv: 0, ciphertext: length, size: 2 * length };
    case 'ctr':
      // The IV of a window is the counter at its first block, so every block's counter is written out.
      return { length, plaintext: 0, ciphertext: length, iv: 2 * length, size: 3 * length };
  }
}
