import type { Family } from '../plan/family.js';
import type { Operation } from '../plan/operation.js';
import { planOf } from '../plan/plans.js';
import type { Change, Simplification } from '../plan/simplification.js';
import type { Workload } from '../plan/workload.js';
import { counted } from '../report/numbers.js';
import type { Candidate } from '../results/documents/minimal.js';

/** A smaller candidate, and what makes it smaller. */
export interface Reduction {
  readonly change: string;
  readonly apply: (from: Candidate) => Candidate;
}

export const WITHOUT_PRESSURE: Reduction = {
  change: 'no stress-ng',
  apply: (from) => ({ ...from, stressNg: null }),
};

export function toWorkers(workers: number): Reduction {
  return { change: counted(workers, 'worker'), apply: (from) => ({ ...from, workers }) };
}

/** @param length bytes */
export function toLength(length: number): Reduction {
  // With one length there is nothing to vary, and the default needs no option.
  return ofWorkload(`length ${String(length)}`, { minLength: length, maxLength: length, vary: 'op' });
}

export const TO_PAGE_START: Reduction = ofWorkload('output at page start', { receiveAt: 'page' });

/** What the family of the workload can do without. */
export function simplificationsOf(workload: Workload, failed: Operation): readonly Simplification<Family>[] {
  return planOf(workload).simplifications(workload, failed);
}

export function toChange(change: Change<Family>): Reduction {
  return { change: change.text, apply: (from) => ({ ...from, workload: change.apply(from.workload) }) };
}

/** All of them in one step. */
export function together(reductions: readonly Reduction[]): Reduction {
  return {
    change: reductions.map(({ change }) => change).join(', '),
    apply: (from) => reductions.reduce((candidate, { apply }) => apply(candidate), from),
  };
}

/** What can be left out at once, for engines that fail by themselves. */
export function bareReductions(
  { stressNg, workers }: Candidate,
  simplifications: readonly Simplification<Family>[],
): readonly Reduction[] {
  return [
    ...(stressNg === null ? [] : [WITHOUT_PRESSURE]),
    ...(workers === 1 ? [] : [toWorkers(1)]),
    ...simplifications.flatMap(({ kind, surroundings, changes: [least, ...more] }) =>
      kind === 'least' && surroundings && least !== undefined && more.length > 0 ? [toChange(least)] : [],
    ),
  ];
}

function ofWorkload(
  change: string,
  smaller: Partial<Pick<Workload, 'minLength' | 'maxLength' | 'vary' | 'receiveAt'>>,
): Reduction {
  return { change, apply: (from) => ({ ...from, workload: { ...from.workload, ...smaller } }) };
}
