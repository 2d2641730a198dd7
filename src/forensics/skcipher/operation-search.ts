import type { OperationOf } from '../../plan/operation.js';
import { SkcipherBurstPlan } from '../../plan/skcipher/operations.js';
import type { Standing } from '../damaged-operation.js';
import type { NearbyBurst } from '../neighbourhood.js';
import type { Tapes } from './tapes.js';

/** Operations before and after a place that are looked at: some tens of milliseconds of a busy worker. */
const BEFORE = 1024;
const AFTER = 64;

/** The operations that ran around one place of a burst, the latest before it first, then those after it. */
export function operationsAround(tapes: Tapes, { worker, burst, operation }: NearbyBurst): readonly Numbered[] {
  if (operation === null) return [];
  const first = Math.max(0, operation - BEFORE);
  const count = operation + AFTER - first;
  const plan = new SkcipherBurstPlan(tapes.workload, tapes.burst(worker, burst), count);
  const numbered = plan.operations(first, count).map((each, row): Numbered => {
    return { worker, burst, operation: first + row, ...each };
  });
  const at = operation - first;
  return [...numbered.slice(0, at + 1).reverse(), ...numbered.slice(at + 1)];
}

/** An operation and where it stands in the run. */
export type Numbered = OperationOf<'skcipher'> & Standing;

/** The same operation without what is known of it. */
export function standingOf({ worker, burst, operation }: Standing): Standing {
  return { worker, burst, operation };
}
