import { CIPHERS, cipherModeOf } from '../plan/skcipher/cipher.js';
import { DIRECTIONS } from '../plan/skcipher/fields.js';
import type { FamilyOptions } from './family-options.js';
import { refuseOptions } from './refuse-options.js';
import { UsageError } from './usage-error.js';

export const SKCIPHER_OPTIONS: FamilyOptions<'skcipher'> = {
  verifiable: `AES in the modes ${Object.keys(CIPHERS).join(', ')}`,
  recognises: (algorithm) => cipherModeOf(algorithm) !== undefined,
  usual: () => ({}),
  workload: (values, algorithm, common) => {
    const mode = cipherModeOf(algorithm);
    if (mode === undefined) throw new UsageError(`--algorithm '${algorithm}': no cipher that can be verified`);
    const { lengthStep } = CIPHERS[mode];
    for (const [name, length] of [
      ['min-length', common.minLength],
      ['max-length', common.maxLength],
    ] as const) {
      if (length > 0 && length % lengthStep === 0) continue;
      if (length === 0) throw new UsageError(`--${name} '0': at least ${String(lengthStep)}`);
      throw new UsageError(
        `--${name} '${String(length)}': ${mode}(aes) needs a multiple of ${String(lengthStep)} bytes`,
      );
    }
    refuseOptions(values, ['mix'], 'a cipher');
    return {
      ...common,
      family: 'skcipher',
      mode,
      keySize: Number(values.choice('key-size', ['16', '24', '32'])),
      direction: values.choice('direction', DIRECTIONS),
      chunks: values.count('chunks'),
    };
  },
  texts: ({ keySize, direction, chunks }) => ({
    'key-size': String(keySize),
    direction,
    chunks: String(chunks),
  }),
  fits: ({ mode }, name) => cipherModeOf(name) === mode,
};
