import { createCipheriv } from 'node:crypto';
import { drawPlaintext, type Burst } from '../../plan/burst.js';
import { AES_BLOCK, CIPHERS } from '../../plan/skcipher/cipher.js';
import { tapeLayout } from '../../plan/skcipher/tape-layout.js';
import type { SkcipherWorkload } from '../../plan/skcipher/workload.js';

const PIECE = 16 * 1024;

/**
 * Fills a worker's tape for one burst: random plaintext, and what node:crypto makes of it under the burst's key.
 *
 * If C = CBC(key, iv, P) for one long P, the encryption of any block-aligned window P[o, o+n) under the IV
 * C[o-16, o) is exactly C[o, o+n). So every operation of the burst, whatever its offset, length and direction, has its
 * IV, input and expected output lying ready, and to verify it is one memcmp. ECB and CTR slice the same way.
 *
 * @param tape `tapeLayout(workload).size` bytes
 */
export function fillTape(workload: SkcipherWorkload, burst: Burst, tape: Uint8Array): void {
  const layout = tapeLayout(workload);
  const plaintext = tape.subarray(layout.plaintext, layout.plaintext + layout.length);
  drawPlaintext(workload, burst.worker, burst.burst, plaintext);

  const cipher = createCipheriv(CIPHERS[workload.mode].nodeName(workload.keySize), burst.key, ivOrNull(burst.iv));
  cipher.setAutoPadding(false);
  for (let offset = 0; offset < layout.length; offset += PIECE) {
    tape.set(cipher.update(plaintext.subarray(offset, offset + PIECE)), layout.ciphertext + offset);
  }
  switch (workload.mode) {
    case 'cbc':
      tape.set(burst.iv, layout.iv);
      break;
    case 'ctr':
      fillCounters(tape.subarray(layout.iv, layout.iv + layout.length), burst.iv);
      break;
    case 'ecb':
      break;
  }
}

/** node:crypto wants null, not an empty buffer, for a cipher without an IV. */
export function ivOrNull(iv: Uint8Array): Uint8Array | null {
  return iv.length === 0 ? null : iv;
}

/** The 128-bit big-endian counter of every block (SP 800-38A, B.1), from `initial` on. */
function fillCounters(target: Uint8Array, initial: Uint8Array): void {
  const counter = Uint8Array.from(initial);
  for (let offset = 0; offset < target.length; offset += AES_BLOCK) {
    target.set(counter, offset);
    for (let byte = AES_BLOCK - 1; byte >= 0; byte -= 1) {
      const next = ((counter[byte] ?? 0) + 1) & 0xff;
      counter[byte] = next;
      if (next !== 0) break;
    }
  }
}
