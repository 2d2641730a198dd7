import { createCipheriv } from 'node:crypto';

const BLOCK = 16;
/** What a carry out of the highest bit comes to (RFC 4493, section 2.3: const_Rb). */
const REDUCTION = 0x87;

/** AES-CMAC (RFC 4493, section 2.4), over node:crypto's AES-ECB: node has no CMAC. */
export function cmac(key: Uint8Array, message: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${String(key.length * 8)}-ecb`, key, null).setAutoPadding(false);
  const encrypt = (block: Uint8Array): Buffer => cipher.update(block);
  const whole = doubled(encrypt(Buffer.alloc(BLOCK)));
  const blocks = Math.max(1, Math.ceil(message.length / BLOCK));
  const last = Buffer.alloc(BLOCK);
  const rest = message.subarray((blocks - 1) * BLOCK);
  last.set(rest);
  if (rest.length < BLOCK) last[rest.length] = 0x80;
  mix(last, rest.length === BLOCK ? whole : doubled(whole));

  let state = Buffer.alloc(BLOCK);
  for (let block = 0; block < blocks - 1; block += 1) {
    mix(state, message.subarray(block * BLOCK, (block + 1) * BLOCK));
    state = Buffer.from(encrypt(state));
  }
  mix(state, last);
  return encrypt(state);
}

/** Twice the value in GF(2^128), the most significant bit first. */
function doubled(value: Uint8Array): Buffer {
  const twice = Buffer.alloc(BLOCK);
  for (let at = 0; at < BLOCK; at += 1) twice[at] = ((value[at] ?? 0) << 1) | ((value[at + 1] ?? 0) >>> 7);
  if (((value[0] ?? 0) & 0x80) !== 0) twice[BLOCK - 1] = (twice[BLOCK - 1] ?? 0) ^ REDUCTION;
  return twice;
}

function mix(target: Uint8Array, other: Uint8Array): void {
  for (const [at, byte] of other.entries()) target[at] = (target[at] ?? 0) ^ byte;
}
