import type { Codec } from '../codec/codec.js';
import { since, type Fields } from '../codec/structures.js';
import { choice, textual, whole } from '../codec/values.js';
import { formatSeed, parseSeed } from './seed.js';
import { RECEIVE_PLACES, VARIED, type CommonWorkload } from './workload.js';

export const SEED: Codec<bigint> = textual('a seed', parseSeed, formatSeed, [0n, 0x5eedn, 2n ** 64n - 1n]);

/** What workloads of every family have in files. */
export const COMMON_WORKLOAD: Fields<CommonWorkload> = {
  seed: SEED,
  minLength: whole(1),
  maxLength: whole(1),
  vary: choice(VARIED),
  // Runs before there was the option received anywhere.
  receiveAt: since('any', choice(RECEIVE_PLACES)),
};
