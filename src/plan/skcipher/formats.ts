import type { Codec } from '../../codec/codec.js';
import { object, since, type Fields } from '../../codec/structures.js';
import { choice, count, whole } from '../../codec/values.js';
import type { OperationOf } from '../operation.js';
import { COMMON_WORKLOAD } from '../workload-format.js';
import { CIPHER_MODES } from './cipher.js';
import { DIRECTIONS } from './fields.js';
import type { SkcipherWorkload } from './workload.js';

const FAMILY = choice(['skcipher'] as const);

/** Files of before there were families are of this one. */
const WORKLOAD_FIELDS: Fields<SkcipherWorkload> = {
  family: since('skcipher', FAMILY),
  ...COMMON_WORKLOAD,
  mode: choice(CIPHER_MODES),
  keySize: whole(1),
  direction: choice(DIRECTIONS),
  chunks: whole(1),
};

export const SKCIPHER_FORMATS: {
  readonly workload: Codec<SkcipherWorkload>;
  readonly operation: Codec<OperationOf<'skcipher'>>;
} = {
  workload: object(WORKLOAD_FIELDS),
  operation: object<OperationOf<'skcipher'>>({
    family: since('skcipher', FAMILY),
    direction: choice(['encrypt', 'decrypt'] as const),
    length: count,
    offset: count,
    receiveOffset: count,
    chunk: count,
  }),
};
