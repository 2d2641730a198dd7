/** A cipher the oracle can check: what AF_ALG calls it, what its messages look like, what node:crypto calls it. */
export interface Cipher {
  readonly mode: CipherMode;
  /** Bytes of IV per message; 0 for none. */
  readonly ivSize: number;
  /** Lengths are multiples of this many bytes. */
  readonly lengthStep: number;
  /** Bytes. */
  readonly keySizes: readonly number[];
  /** The name of node:crypto for a key of `keySize` bytes. */
  nodeName(keySize: number): string;
}

export const CIPHER_MODES = ['cbc', 'ecb', 'ctr'] as const;
export type CipherMode = (typeof CIPHER_MODES)[number];

/** Bytes of one AES block. */
export const AES_BLOCK = 16;

const AES_KEY_SIZES = [16, 24, 32];

function aes(mode: CipherMode, ivSize: number, lengthStep: number): Cipher {
  return {
    mode,
    ivSize,
    lengthStep,
    keySizes: AES_KEY_SIZES,
    nodeName: (keySize) => `aes-${String(keySize * 8)}-${mode}`,
  };
}

export const CIPHERS: Readonly<Record<CipherMode, Cipher>> = {
  cbc: aes('cbc', AES_BLOCK, AES_BLOCK),
  ecb: aes('ecb', 0, AES_BLOCK),
  // A stream cipher: its kernel block size is 1, and a partial last block is worth testing.
  ctr: aes('ctr', AES_BLOCK, 1),
};

/** Modes and templates that build on CBC, ECB or CTR and are something else. */
const OTHER_MODES = new Set(
  'adiantum authenc authencesn cbcmac ccm cmac cts essiv gcm hctr2 hmac lrw rfc3686 xcbc xctr xts'.split(' '),
);

/**
 * The mode that an algorithm's or a driver's name speaks of: `cbc(aes)`, `cbc-aes-caam`, `cryptd(cbc(aes-generic))`,
 * `qat_aes_cbc`. The outermost, that is the first, mode counts: `cbc(ecb(aes-generic))` is CBC.
 */
export function cipherModeOf(algorithm: string): CipherMode | undefined {
  const words = algorithm.toLowerCase().split(/[^a-z0-9]+/);
  if (!words.includes('aes') || words.some((word) => OTHER_MODES.has(word))) return undefined;
  return words.find((word): word is CipherMode => Object.hasOwn(CIPHERS, word));
}
