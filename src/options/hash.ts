import { CMAC_KEYS, HASH_NAMES, hashNameOf, hashOf, type HashName } from '../plan/hash/algorithms.js';
import { formatMix, type Mix } from '../plan/path.js';
import type { FamilyOptions } from './family-options.js';
import { resolveMix } from './mix.js';
import type { OptionValues } from './option-values.js';
import { refuseOptions } from './refuse-options.js';
import { UsageError } from './usage-error.js';

/** What a hash is used for in the kernel: long messages in parts, and states that are copied. */
const MIX: Mix = { single: 40, streamed: 35, cloned: 20, twice: 5 };
/** Bytes of a key: what setsockopt takes without more memory than a socket may have. */
const LONGEST_KEY = 1024;

export const HASH_OPTIONS: FamilyOptions<'hash'> = {
  verifiable: `the hashes ${HASH_NAMES.filter((name) => hashOf(name).kind === 'digest').join(', ')}, their hmac(), and cmac(aes)`,
  recognises: (algorithm) => hashNameOf(algorithm) !== undefined,
  usual: (algorithm) => {
    const name = hashNameOf(algorithm);
    const keySize = name !== undefined && hashOf(name).kind === 'cmac' ? '16' : 'any';
    return { 'min-length': '0', 'key-size': keySize, mix: formatMix(MIX) };
  },
  workload: (values, algorithm, common) => {
    const hash = hashNameOf(algorithm);
    if (hash === undefined) throw new UsageError(`--algorithm '${algorithm}': no hash that can be verified`);
    refuseOptions(values, ['direction', 'chunks'], 'a hash');
    return { ...common, family: 'hash', hash, keySize: keySizeOf(values, hash), mix: resolveMix(values, MIX) };
  },
  texts: ({ keySize, mix }) => ({ 'key-size': keySize === 0 ? 'any' : String(keySize), mix: formatMix(mix) }),
  fits: ({ hash }, name) => hashNameOf(name) === hash,
};

/** @throws UsageError */
function keySizeOf(values: OptionValues, hash: HashName): number {
  const text = values.text('key-size');
  switch (hashOf(hash).kind) {
    case 'digest':
      if (text === 'any') return 0;
      throw new UsageError(`--key-size '${text}': ${hash} takes no key`);
    case 'cmac':
      if (CMAC_KEYS.includes(Number(text))) return Number(text);
      throw new UsageError(`--key-size '${text}': one of ${CMAC_KEYS.join(', ')}`);
    case 'hmac': {
      if (text === 'any') return 0;
      const size = /^\d{1,4}$/.test(text) ? Number(text) : 0;
      if (size >= 1 && size <= LONGEST_KEY) return size;
      throw new UsageError(`--key-size '${text}': any, or 1 to ${String(LONGEST_KEY)} bytes`);
    }
  }
}
