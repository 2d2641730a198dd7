import type { Codec } from '../../codec/codec.js';
import { list, object } from '../../codec/structures.js';
import { choice, count, flag } from '../../codec/values.js';
import type { OperationOf } from '../operation.js';
import { PATHS } from '../path.js';
import { COMMON_WORKLOAD, MIX } from '../workload-format.js';
import { HASH_NAMES } from './algorithms.js';
import type { HashWorkload } from './workload.js';

const FAMILY = choice(['hash'] as const);

export const HASH_FORMATS: {
  readonly workload: Codec<HashWorkload>;
  readonly operation: Codec<OperationOf<'hash'>>;
} = {
  workload: object<HashWorkload>({
    family: FAMILY,
    ...COMMON_WORKLOAD,
    hash: choice(HASH_NAMES),
    keySize: count,
    mix: MIX,
  }),
  operation: object<OperationOf<'hash'>>({
    family: FAMILY,
    length: count,
    receiveOffset: count,
    path: choice(PATHS),
    message: count,
    parts: list(count),
    open: flag,
    cloneFirst: flag,
  }),
};
