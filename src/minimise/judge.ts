import type { FailureCount, Judgement } from '../results/documents/minimal.js';
import { chanceToShow, rateInterval } from './trial-rate.js';

/** With this probability a trial is made to show a failure that is still there. */
export const SHOWN = 0.999;
/** And from this on, when there was no time for more, it is believed that there is none. */
const BELIEVED = 0.99;
/** A reduction that makes failures this many times rarer helps nobody. */
const MUCH_RARER = 10;

/**
 * What a trial says.
 *
 * @param known the counts of the workload it was reduced from
 * @param original the counts of the finding's own workload
 */
export function judge(trial: FailureCount, known: FailureCount, original: FailureCount): Judgement {
  if (trial.failures === 0) {
    const confidence = chanceToShow(rateInterval(known).low, trial.operations);
    return { kind: confidence >= BELIEVED ? 'gone' : 'undecided', confidence };
  }
  return rateOf(trial) * MUCH_RARER < rateOf(original) ? { kind: 'rarer' } : { kind: 'fails' };
}

function rateOf({ failures, operations }: FailureCount): number {
  return failures / operations;
}
