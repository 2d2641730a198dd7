import type { Codec } from '../../codec/codec.js';
import { fieldsIn, list, object, renamed, sideBySide } from '../../codec/structures.js';
import { choice, count, text } from '../../codec/values.js';
import { CONFIDENCES, type Analysis, type Diagnosis, type Hypothesis } from '../../forensics/hypothesis.js';
import { HAPPENING } from './happening.js';

/** What a file keeps of an examination: not the pages for people. */
export type StoredAnalysis =
  { readonly kind: 'diagnosed'; readonly diagnosis: Diagnosis } | Extract<Analysis, { readonly kind: 'skipped' }>;

type Judged = Omit<Hypothesis, 'what'>;

const JUDGED: Codec<Judged> = renamed(
  object<Judged>({ confidence: choice(CONFIDENCES), explained: count, because: text, sentence: text }),
  { because: 'evidence' },
);

/** What happened and how sure that is, side by side in one object. */
const HYPOTHESIS: Codec<Hypothesis> = {
  shape: sideBySide(HAPPENING.shape, JUDGED.shape),
  read: (value, place) => ({ what: HAPPENING.read(value, place), ...JUDGED.read(value, place) }),
  write: ({ what, ...judged }) => ({
    ...fieldsIn(HAPPENING.write(what), ''),
    ...fieldsIn(JUDGED.write(judged), ''),
  }),
};

const DIAGNOSIS: Codec<Diagnosis> = object<Diagnosis>({ differingBytes: count, hypotheses: list(HYPOTHESIS) });
const SKIPPED: Codec<{ readonly why: string }> = renamed(object({ why: text }), { why: 'skipped' });

/** A diagnosis, or `{ "skipped": why }`. */
export const ANALYSIS: Codec<StoredAnalysis> = {
  shape: { kind: 'tagged', tag: null, variants: { diagnosed: DIAGNOSIS.shape, skipped: SKIPPED.shape } },
  read: (value, place) =>
    typeof value === 'object' && value !== null && 'skipped' in value
      ? { kind: 'skipped', ...SKIPPED.read(value, place) }
      : { kind: 'diagnosed', diagnosis: DIAGNOSIS.read(value, place) },
  write: (analysis) => (analysis.kind === 'skipped' ? SKIPPED.write(analysis) : DIAGNOSIS.write(analysis.diagnosis)),
};
