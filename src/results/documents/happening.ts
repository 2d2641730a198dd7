import type { Codec } from '../../codec/codec.js';
import { list, nullable, object, tagged } from '../../codec/structures.js';
import { choice, count, flag, number, text } from '../../codec/values.js';
import type { Standing } from '../../forensics/damaged-operation.js';
import {
  CHAINED_IV_SOURCES,
  EXTENTS,
  type DataSource,
  type DigestSource,
  type GuardContent,
  type Happening,
  type IvSource,
  type KeySource,
  type TapePlace,
} from '../../forensics/hypothesis.js';

const STANDING: Codec<Standing> = object<Standing>({ worker: count, burst: count, operation: count });

const PLACE: Codec<TapePlace> = object<TapePlace>({
  worker: count,
  burst: count,
  part: choice(['plaintext', 'ciphertext'] as const),
  offset: number,
});

const DATA: Codec<DataSource> = object<DataSource>({
  place: PLACE,
  operation: nullable(STANDING),
  role: choice(['output', 'input'] as const),
});

const NOTHING = object({});
const OF = object({ of: STANDING });

const IV: Codec<IvSource> = tagged('kind', {
  zero: NOTHING,
  poison: NOTHING,
  operation: OF,
  'write-back': OF,
  tape: object({ place: PLACE }),
  bits: object({ flipped: count }),
  counter: object({ blocks: number }),
  unknown: NOTHING,
});

const KEY: Codec<KeySource> = tagged('kind', {
  burst: object({ worker: count, burst: count }),
  zero: NOTHING,
  bit: object({ byte: count, bit: count }),
});

const DIGEST: Codec<DigestSource> = tagged('kind', {
  empty: NOTHING,
  clone: NOTHING,
  message: object({ worker: count, burst: count, message: count, whole: flag }),
});

const GUARD: Codec<GuardContent> = tagged('kind', {
  value: object({ value: count }),
  'own-iv': NOTHING,
  'own-last-block': NOTHING,
  'own-output': object({ offset: count }),
  data: object({ source: DATA }),
  unknown: NOTHING,
});

/** `from` and `to`: before the window they are negative. */
const RANGE = { from: number, to: number };

/** What can have happened to an operation. */
export const HAPPENING: Codec<Happening> = tagged('kind', {
  late: NOTHING,
  complete: NOTHING,
  'nothing-written': NOTHING,
  'tail-not-written': object({ from: count }),
  'head-not-written': object({ to: count }),
  'range-not-written': object({ bytes: count, ...RANGE }),
  filled: object({ value: count, ...RANGE }),
  shifted: object({ by: number, ...RANGE }),
  'repeated-block': object({ block: count, ...RANGE }),
  stale: object({ source: DATA, ...RANGE }),
  'input-copied': object(RANGE),
  'wrong-direction': NOTHING,
  'wrong-key': object({ source: KEY }),
  'effective-iv': object({ iv: text, source: IV }),
  'chained-iv': object({ from: count, iv: text, source: choice(CHAINED_IV_SOURCES), pieces: count }),
  'input-changed': object({ bits: count, ...RANGE }),
  'part-lost': object(RANGE),
  'other-digest': object({ source: DIGEST }),
  'words-swapped': object({ bytes: count }),
  'bits-flipped': object({ bits: list(object({ byte: count, bit: count })) }),
  confined: object({ extent: choice(EXTENTS), ...RANGE }),
  'guard-overwritten': object({
    side: choice(['before', 'after'] as const),
    bytes: count,
    content: GUARD,
    ...RANGE,
  }),
  'status-as-length': object({ status: count }),
  'wrong-length': object({ returned: number }),
});
