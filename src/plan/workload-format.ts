import type { Codec } from '../codec/codec.js';
import { since, type Fields } from '../codec/structures.js';
import { choice, count, textual } from '../codec/values.js';
import { formatMix, parseMix, SINGLE_ONLY, type Mix } from './path.js';
import { formatSeed, parseSeed } from './seed.js';
import { RECEIVE_PLACES, VARIED, type CommonWorkload } from './workload.js';

export const SEED: Codec<bigint> = textual('a seed', parseSeed, formatSeed, [0n, 0x5eedn, 2n ** 64n - 1n]);

/** `single=60,streamed=40` */
export const MIX: Codec<Mix> = textual('weights of paths', parseMix, formatMix, [
  SINGLE_ONLY,
  { single: 3, streamed: 1 },
]);

/** What workloads of every family have in files. */
export const COMMON_WORKLOAD: Fields<CommonWorkload> = {
  seed: SEED,
  minLength: count,
  maxLength: count,
  vary: choice(VARIED),
  // Runs before there was the option received anywhere.
  receiveAt: since('any', choice(RECEIVE_PLACES)),
};
