import { createHash } from 'node:crypto';
import type { Family } from './family.js';
import type { FamilyPlan } from './family-plan.js';
import type { OperationOf } from './operation.js';
import { STREAM_VERSION } from './random-stream.js';
import { SKCIPHER_PLAN } from './skcipher/plan.js';
import type { WorkloadOf } from './workload.js';

const PLANS: { readonly [F in Family]: FamilyPlan<F> } = {
  skcipher: SKCIPHER_PLAN,
};

/** How the operations of this workload are planned. */
export function planOf<F extends Family>(workload: WorkloadOf<F>): FamilyPlan<F> {
  return PLANS[workload.family];
}

/** `encrypt of 2048 bytes` */
export function describeOperation<F extends Family>(operation: OperationOf<F>): string {
  return PLANS[operation.family].describe(operation);
}

/** A short name for the workload apart from its seed: what a replay key carries beside the numbers. */
export function workloadDigest<F extends Family>(workload: WorkloadOf<F>): string {
  const canonical = JSON.stringify([STREAM_VERSION, ...planOf(workload).canonical(workload)]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}
