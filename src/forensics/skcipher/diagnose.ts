import { AES_BLOCK } from '../../plan/skcipher/cipher.js';
import { Case, type SkcipherDamage } from './case.js';
import { chainedIv } from './explain/chained-iv.js';
import type { Standing } from '../damaged-operation.js';
import { displaced } from './explain/displaced.js';
import { effectiveIv } from './explain/effective-iv.js';
import { bitsFlipped, confined } from '../explain/extent.js';
import { filled } from '../explain/filled.js';
import { guardOverwritten } from '../explain/guard.js';
import { guardContent } from './explain/guard-content.js';
import type { Diagnosis, Explanation } from '../hypothesis.js';
import { byMerit } from '../merit.js';
import { nearbyBursts } from '../neighbourhood.js';
import { inputChanged, inputCopied, wrongDirection, wrongKey } from './explain/other-computation.js';
import { reported } from '../explain/reported.js';
import { sentenceOf } from '../sentence.js';
import { stale } from './explain/stale.js';
import { Tapes } from './tapes.js';
import { unwritten } from '../explain/unwritten.js';

type Explain = (found: Case) => readonly Explanation[];

/** What can explain wrong bytes. Where two explain as much with the same confidence, the earlier one comes first. */
const AT_ONCE: readonly Explain[] = [flipped, unwritten, filled, inputCopied, displaced];
/** By computing what comes out when one thing is another. */
const BY_COMPUTATION: readonly Explain[] = [effectiveIv, chainedIv, wrongDirection, inputChanged];
/** Hundreds of keys, dozens of tapes: milliseconds. Not asked when there is no doubt left. */
const THOROUGH: readonly Explain[] = [wrongKey, stale];

/**
 * What kind of wrong this is: every explanation that holds, the best first. Pure: all other operations that come into
 * question are rebuilt from the workload.
 *
 * @param others where the workers stood when the operation failed; its own may be among them
 * @param tapes of the same workload; pass one object for many operations to rebuild no tape twice
 */
export function diagnose(
  operation: SkcipherDamage,
  others: readonly Standing[],
  tapes: Tapes = new Tapes(operation.workload),
): Diagnosis {
  const found = new Case(operation, tapes, nearbyBursts(operation, others));
  const { count } = found.damage;
  // What the kernel reported, or wrote elsewhere, comes first: that is what the finding is about.
  const explanations = [...reported(found), ...guards(found), ...(count === 0 ? [] : explainBytes(found))];
  return {
    differingBytes: count,
    hypotheses: explanations.map((explanation) => ({
      ...explanation,
      sentence: sentenceOf(explanation.what, operation),
    })),
  };
}

function guards(found: Case): readonly Explanation[] {
  return guardOverwritten(found, (written, at) => guardContent(found, written, at));
}

function flipped(found: Case): readonly Explanation[] {
  const { damage, operation } = found;
  // An IV with that bit wrong looks the same.
  const { mode } = operation.workload;
  return bitsFlipped(found, mode === 'cbc' && operation.direction === 'decrypt' && damage.end <= AES_BLOCK);
}

function explainBytes(found: Case): readonly Explanation[] {
  const { count } = found.damage;
  const quick = [...AT_ONCE, ...(found.computable ? BY_COMPUTATION : [])].flatMap((explain) => explain(found));
  const doubtless = quick.some(({ confidence, explained }) => confidence === 'certain' && explained === count);
  const slow = doubtless ? [] : THOROUGH.flatMap((explain) => explain(found));
  return [...quick, ...slow, ...confined(found)].sort(byMerit);
}
