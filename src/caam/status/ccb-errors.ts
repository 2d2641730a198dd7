import type { ErrorText } from './error-text.js';

/** Bits 7:4 of a CCB status: the CHA, as Linux names it (caam/error.c, cha_id_list). */
export const CHA_NAMES = [
  '',
  'AES',
  'DES',
  'ARC4',
  'MDHA',
  'RNG',
  'SNOW f8',
  'Kasumi f8/9',
  'PKHA',
  'CRCA',
  'SNOW f9',
  'ZUCE',
  'ZUCA',
] as const;
export const RNG_CHA = 5;

/** Bits 3:0 of a CCB status (caam/error.c, err_id_list). */
export const CCB_ERRORS: Readonly<Record<number, ErrorText>> = {
  0x0: { meaning: 'no error', printed: 'no error' },
  0x1: { meaning: 'mode error', cause: 'an OPERATION with a mode that the CHA does not have', printed: 'mode error' },
  0x2: {
    meaning: 'data size error',
    cause: 'a length that is no multiple of the block, or data where the mode allows none',
    printed: 'data size error',
  },
  0x3: { meaning: 'key size error', cause: 'a key length the CHA does not take', printed: 'key size error' },
  0x4: { meaning: 'PKHA A memory size error', printed: 'pkha a memory size error' },
  0x5: { meaning: 'PKHA B memory size error', printed: 'pkha b memory size error' },
  0x6: {
    meaning: 'data out of sequence',
    cause: 'data of one type after another it must precede, or more of it after the last flag',
    printed: 'data arrived out of sequence',
  },
  0x7: { meaning: 'PKHA divide by zero', printed: 'pkha divide-by-zero' },
  0x8: { meaning: 'PKHA modulus is even', printed: 'pkha modulus even' },
  0x9: { meaning: 'DES key parity error', printed: 'des key parity' },
  0xa: {
    meaning: 'ICV check failed',
    cause:
      'the data is not authentic: tag, key or associated data is wrong; with blobs: another key modifier or master key',
    printed: 'icv check failed',
  },
  0xb: { meaning: 'hardware error', printed: 'hardware error' },
  0xc: { meaning: 'CCM: size of the associated data is not supported', printed: 'unsupported ccm aad size' },
  0xd: { meaning: 'class 1 CHA was not reset', printed: 'class 1 cha is not reset' },
  0xe: { meaning: 'invalid combination of CHAs', printed: 'invalid cha combination' },
  0xf: {
    meaning: 'invalid CHA',
    cause: 'an algorithm that this part does not have, or that is switched off',
    printed: 'invalid cha selected',
  },
};

/** What the RNG has instead (caam/error.c, rng_err_id_list). Before B and C were added, they printed the general text. */
export const RNG_ERRORS: Readonly<Record<number, ErrorText>> = {
  0x3: { meaning: 'instantiate error', cause: 'the state handle is instantiated already', printed: 'instantiate' },
  0x4: { meaning: 'state handle is not instantiated', printed: 'not instantiated' },
  0x5: { meaning: 'test instantiate error', printed: 'test instantiate' },
  0x6: {
    meaning: 'prediction resistance error',
    cause: 'requested from a state handle that was instantiated without it',
    printed: 'prediction resistance',
  },
  0x7: { meaning: 'prediction resistance and test request', printed: 'prediction resistance and test' },
  0x8: { meaning: 'uninstantiate error', printed: 'uninstantiate' },
  0x9: { meaning: 'secure key generation error', printed: 'secure key generation' },
  0xb: {
    meaning: 'hardware error',
    cause: 'the entropy source failed its tests: entropy delay too short, or the part runs too cold or too hot for it',
    printed: 'hardware error',
  },
  0xc: {
    meaning: 'continuous check failed',
    cause: 'two outputs in a row were equal: entropy source',
    printed: 'continuous check',
  },
};
