import { type OptionSpec } from './option-spec.js';
import { RECEIVE_PLACES, VARIED } from '../../plan/workload.js';
import { DIRECTIONS } from '../../plan/skcipher/fields.js';

/** What the operations are. */
export const WORKLOAD_OPTIONS = [
  {
    name: 'algorithm',
    kind: 'text',
    default: 'cbc(aes)',
    describe: 'algorithm or driver to test: cbc(aes), ctr(aes), sha256, hmac(sha1), cmac(aes), cbc-aes-caam, ...',
    group: 'Operations',
  },
  {
    name: 'key-size',
    kind: 'text',
    default: '16',
    describe: 'key size in bytes; of an hmac any: another in each burst, shorter than a block, a block, or longer',
    group: 'Operations',
  },
  {
    name: 'min-length',
    kind: 'bytes',
    default: '512',
    describe: 'shortest message, a multiple of the block size; of a hash 0 if not given',
    group: 'Operations',
  },
  {
    name: 'max-length',
    kind: 'bytes',
    default: '4096',
    max: 16 * 1024 * 1024,
    describe: 'longest message, a multiple of the block size',
    group: 'Operations',
  },
  {
    name: 'vary',
    kind: 'choice',
    choices: VARIED,
    default: 'op',
    describe: 'draw a new length for each operation or for each burst',
    group: 'Operations',
  },
  {
    name: 'direction',
    kind: 'choice',
    choices: DIRECTIONS,
    default: 'mixed',
    describe: 'direction of the operations',
    group: 'Operations',
  },
  {
    name: 'chunks',
    kind: 'count',
    default: '1',
    min: 1,
    max: 4096,
    describe: 'receive each result in this many pieces, chained by the IV that the driver writes back',
    group: 'Operations',
  },
  {
    name: 'mix',
    kind: 'text',
    absent: 'what the family has',
    describe:
      'how often operations take each path, as weights: single=60,streamed=20; hash: single, streamed, cloned, twice',
    group: 'Operations',
  },
  {
    name: 'receive-at',
    kind: 'choice',
    choices: RECEIVE_PLACES,
    default: 'any',
    describe: 'where in a page results are received: on any cache line, or at its start',
    group: 'Operations',
  },
  {
    name: 'seed',
    kind: 'seed',
    absent: 'random, printed first',
    describe: 'unsigned 64-bit number that determines every key, IV, length and byte',
    group: 'Operations',
  },
] as const satisfies readonly OptionSpec[];
