import { drawBurst, drawPlaintext } from '../plan/burst.js';
import { OperationPlan, type Operation } from '../plan/operations.js';
import { tapeLayout } from '../plan/tape-layout.js';
import type { OperationId, Workload } from '../plan/workload.js';
import { computeDirectly } from './direct.js';

/** One operation with the bytes it is given and those it must give back. */
export interface RebuiltOperation extends Operation {
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
}

/** Any operation of a workload, from nothing but its name. The workload's seed is what counts, not the key's. */
export function rebuildOperation(
  workload: Workload,
  { worker, burst: index, operation }: OperationId,
): RebuiltOperation {
  const burst = drawBurst(workload, worker, index);
  const planned = new OperationPlan(workload, burst, 1).operation(operation);
  const plaintext = new Uint8Array(tapeLayout(workload).length);
  drawPlaintext(workload, worker, index, plaintext);
  const ciphertext = computeDirectly(workload.mode, 'encrypt', burst.key, burst.iv, plaintext);
  const window = (bytes: Uint8Array): Uint8Array =>
    Uint8Array.from(bytes.subarray(planned.offset, planned.offset + planned.length));
  const [clear, secret] = [window(plaintext), window(ciphertext)];
  const [input, expected] = planned.direction === 'encrypt' ? [clear, secret] : [secret, clear];
  return { ...planned, input, expected };
}
