import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CIPHERS, type CipherMode } from '../../plan/skcipher/cipher.js';
import type { Direction } from '../../plan/skcipher/fields.js';
import { ivOrNull } from './tape.js';

/** One message, as somebody without a tape would compute it: the second opinion on every mismatch. */
export function computeDirectly(
  mode: CipherMode,
  direction: Direction,
  key: Uint8Array,
  iv: Uint8Array,
  input: Uint8Array,
): Buffer {
  const name = CIPHERS[mode].nodeName(key.length);
  const cipher =
    direction === 'encrypt' ? createCipheriv(name, key, ivOrNull(iv)) : createDecipheriv(name, key, ivOrNull(iv));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(input), cipher.final()]);
}
