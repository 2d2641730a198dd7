import { createHash } from 'node:crypto';
import type { Family } from './family.js';
import { planOf } from './plans.js';
import type { WorkloadOf } from './workload.js';

const BURSTS = 2;
const OPERATIONS = 256;

/**
 * A fingerprint of what a run is going to do: keys, IVs and the first operations of the first bursts of each worker.
 * Equal on every machine for the same seed and settings.
 */
export function planDigest<F extends Family>(workload: WorkloadOf<F>, workers: number): string {
  const hash = createHash('sha256');
  const plan = planOf(workload);
  for (let worker = 0; worker < workers; worker += 1) {
    for (let index = 0; index < BURSTS; index += 1) {
      const burst = plan.drawBurst(workload, worker, index);
      hash.update(burst.key).update(burst.iv);
      hash.update(plan.open(workload, burst, OPERATIONS).fingerprint(0, OPERATIONS));
    }
  }
  return hash.digest('hex');
}
