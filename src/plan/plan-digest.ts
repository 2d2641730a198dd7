import { createHash } from 'node:crypto';
import { RECORD_WORDS } from '../afalg/layout.js';
import { drawBurst } from './burst.js';
import { OperationPlan } from './operations.js';
import type { Workload } from './workload.js';

const BURSTS = 2;
const OPERATIONS = 256;

/**
 * A fingerprint of what a run is going to do: keys, IVs and the first operations of the first bursts of each worker.
 * Equal on every machine for the same seed and settings.
 */
export function planDigest(workload: Workload, workers: number): string {
  const hash = createHash('sha256');
  const records = new Uint32Array(OPERATIONS * RECORD_WORDS);
  const bytes = Buffer.alloc(records.length * 4);
  for (let worker = 0; worker < workers; worker += 1) {
    for (let index = 0; index < BURSTS; index += 1) {
      const burst = drawBurst(workload, worker, index);
      new OperationPlan(workload, burst, OPERATIONS).fillRecords(records, 0, OPERATIONS);
      records.forEach((word, at) => bytes.writeUInt32LE(word, at * 4));
      hash.update(burst.key).update(burst.iv).update(bytes);
    }
  }
  return hash.digest('hex');
}
