import type { AfAlgType, CryptoSizes } from '../kernel/proc-crypto.js';

/** Bytes: what ciphers from DES to Adiantum and XTS with AES-256 take. */
const CIPHER_SIZES = [5, 8, 16, 24, 32, 40, 48, 56, 64, 72];
/** AES, and AES with the salts of RFC 4106 (4 bytes) and RFC 4309 (3 bytes). */
const AEAD_SIZES = [16, 19, 20, 24, 27, 28, 32, 35, 36];
const HASH_SIZES = [4, 8, 16, 20, 32, 64];
const DEFAULT_SEED = 0;

/** Keys worth trying, shortest first. /proc/crypto gives the bounds for ciphers only. */
export function candidateKeys(type: AfAlgType, algorithm: string, sizes: CryptoSizes): readonly Uint8Array[] {
  switch (type) {
    case 'skcipher': {
      const [min, max] = [sizes.minKey ?? 0, sizes.maxKey ?? Infinity];
      const bounds = [sizes.minKey, sizes.maxKey].filter((size) => size !== undefined && size <= 256);
      const wanted = new Set([...CIPHER_SIZES.filter((size) => size >= min && size <= max), ...bounds]);
      return [...wanted]
        .flatMap((size) => (size === undefined ? [] : [size]))
        .sort(ascending)
        .map(keyOf);
    }
    case 'aead':
      return algorithm.startsWith('authenc') ? [16, 24, 32].map(composedKey) : AEAD_SIZES.map(keyOf);
    case 'hash':
      return HASH_SIZES.map(keyOf);
    case 'rng':
      return [keyOf(sizes.seed ?? DEFAULT_SEED)];
  }
}

/** No two bytes and no two halves alike: XTS and triple DES insist. */
function keyOf(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (index * 37 + 11) & 0xff);
}

/** crypto/authenc.c, crypto_authenc_extractkeys: an rtattr with the size of the cipher's key, then both keys. */
function composedKey(size: number): Uint8Array {
  const header = Buffer.alloc(8);
  const attribute = new Uint16Array([header.length, 1]);
  header.set(new Uint8Array(attribute.buffer));
  header.writeUInt32BE(size, 4);
  return Buffer.concat([header, keyOf(32), keyOf(size)]);
}

function ascending(one: number, other: number): number {
  return one - other;
}
