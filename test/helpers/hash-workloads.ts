import fc from 'fast-check';
import { CMAC_KEYS, HASH_NAMES, hashOf } from '#dist/plan/hash/algorithms.js';
import type { HashWorkload } from '#dist/plan/hash/workload.js';
import { SINGLE_ONLY } from '#dist/plan/path.js';
import { seeds } from './workloads.js';

/** What `afalg-stress run --algorithm sha256 --seed 1` does, in one path. */
export const HASH_WORKLOAD: HashWorkload = {
  family: 'hash',
  seed: 1n,
  hash: 'sha256',
  keySize: 0,
  minLength: 0,
  maxLength: 4096,
  vary: 'op',
  receiveAt: 'any',
  mix: SINGLE_ONLY,
};

/** Any workload of a hash with messages of up to `longest` bytes. */
export function hashWorkloads(longest = 20_000): fc.Arbitrary<HashWorkload> {
  const length = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: longest }));
  const weight = fc.integer({ min: 0, max: 9 });
  return fc
    .record({
      seed: seeds(),
      hash: fc.constantFrom(...HASH_NAMES),
      key: fc.integer({ min: 0, max: 300 }),
      lengths: fc.tuple(length, length),
      vary: fc.constantFrom('op' as const, 'burst' as const),
      receiveAt: fc.constantFrom('any' as const, 'page' as const),
      weights: fc.tuple(weight, weight, weight, weight),
    })
    .map(({ key, lengths: [one, other], weights: [single, streamed, cloned, twice], hash, ...rest }) => ({
      ...rest,
      family: 'hash' as const,
      hash,
      keySize: { digest: 0, hmac: key, cmac: CMAC_KEYS[key % 3] ?? 16 }[hashOf(hash).kind],
      minLength: Math.min(one, other),
      maxLength: Math.max(one, other),
      mix: onlyWeighty({ single: single + 1, streamed, cloned, twice }),
    }));
}

/** Without the paths of weight 0, as parseMix has it. */
function onlyWeighty(weights: Readonly<Record<string, number>>): HashWorkload['mix'] {
  return Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight > 0));
}
