import type { Operation } from '../plan/operation.js';
import type { OperationId } from '../plan/operation-id.js';
import { planOf } from '../plan/plans.js';
import { gather, newSlice, placesOf } from '../plan/slice.js';
import type { Workload } from '../plan/workload.js';
import { oracleOf } from './oracles.js';

/** One operation with the bytes it is given and those it must give back. */
export interface RebuiltOperation {
  readonly operation: Operation;
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
}

/** Any operation of a workload, from nothing but its name. The workload's seed is what counts, not the id's. */
export function rebuildOperation(
  workload: Workload,
  { worker, burst: index, operation }: OperationId,
): RebuiltOperation {
  const plan = planOf(workload);
  const burst = plan.drawBurst(workload, worker, index);
  const tape = new Uint8Array(plan.memory(workload).tape);
  oracleOf(workload).fillTape(workload, burst, tape);
  const planned = plan.open(workload, burst, 1);
  const slice = newSlice(1, plan.longestExchange(workload));
  planned.fill(slice, operation, 1);
  const places = placesOf(slice, 0);
  return {
    operation: planned.operation(operation),
    input: gather(tape, places.input),
    expected: gather(tape, places.expected),
  };
}
