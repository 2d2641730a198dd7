import { Damage } from '../damage.js';
import type { DamagedOperationOf, Standing } from '../damaged-operation.js';
import { bitsFlipped } from '../explain/extent.js';
import { filled } from '../explain/filled.js';
import { guardOverwritten } from '../explain/guard.js';
import { reported } from '../explain/reported.js';
import { unwritten } from '../explain/unwritten.js';
import type { FamilyForensics } from '../family-forensics.js';
import type { Diagnosis, GuardContent } from '../hypothesis.js';
import { byMerit } from '../merit.js';
import { nearbyBursts } from '../neighbourhood.js';
import { sentenceOf } from '../sentence.js';
import { otherDigests } from './other-digest.js';

export const HASH_FORENSICS: FamilyForensics<'hash'> = {
  examiner: () => ({ diagnose }),
};

/** What kind of wrong this is: every explanation that holds, the best first. */
function diagnose(operation: DamagedOperationOf<'hash'>, others: readonly Standing[]): Diagnosis {
  const damage = new Damage(operation.expected, operation.actual);
  const scene = { operation, damage };
  const bytes =
    damage.count === 0
      ? []
      : [
          ...bitsFlipped(scene, false),
          ...unwritten(scene),
          ...filled(scene),
          ...otherDigests(operation, damage, nearbyBursts(operation, others)),
        ].sort(byMerit);
  const explanations = [...reported(scene), ...guardOverwritten(scene, guardContent), ...bytes];
  return {
    differingBytes: damage.count,
    hypotheses: explanations.map((explanation) => ({
      ...explanation,
      sentence: sentenceOf(explanation.what, operation),
    })),
  };
}

/** The kernel copies digests to user space itself: what an engine wrote astray is not to be seen here. */
function guardContent(written: Buffer): GuardContent {
  const [value = 0] = written;
  return written.every((byte) => byte === value) ? { kind: 'value', value } : { kind: 'unknown' };
}
