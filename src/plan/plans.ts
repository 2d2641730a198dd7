import { createHash } from 'node:crypto';
import { below, Malformed, type Codec, type Shape } from '../codec/codec.js';
import { FAMILIES, type Family } from './family.js';
import type { FamilyPlan } from './family-plan.js';
import type { Operation, OperationOf } from './operation.js';
import { STREAM_VERSION } from './random-stream.js';
import { SKCIPHER_PLAN } from './skcipher/plan.js';
import type { Workload, WorkloadOf } from './workload.js';

const PLANS: { readonly [F in Family]: FamilyPlan<F> } = {
  skcipher: SKCIPHER_PLAN,
};

/** How the operations of this workload are planned. */
export function planOf<F extends Family>(workload: WorkloadOf<F>): FamilyPlan<F> {
  return PLANS[workload.family];
}

/** Any workload, and any operation, as it stands in files. Those of before there were families are of the first. */
export const WORKLOAD_FORMAT: Codec<Workload> = perFamily((family) => PLANS[family].formats.workload);
export const OPERATION_FORMAT: Codec<Operation> = perFamily((family) => PLANS[family].formats.operation);

/** `encrypt of 2048 bytes` */
export function describeOperation<F extends Family>(operation: OperationOf<F>): string {
  return PLANS[operation.family].describe(operation);
}

/** A short name for the workload apart from its seed: what a replay key carries beside the numbers. */
export function workloadDigest<F extends Family>(workload: WorkloadOf<F>): string {
  const canonical = JSON.stringify([STREAM_VERSION, ...planOf(workload).canonical(workload)]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}

/** A codec that looks at the field `family` first. */
function perFamily<T extends { readonly family: Family }>(codecOf: (family: Family) => Codec<T>): Codec<T> {
  const familyIn = (value: unknown, place: string): Family => {
    const name: unknown = typeof value === 'object' && value !== null && 'family' in value ? value.family : FAMILIES[0];
    const family = FAMILIES.find((known) => known === name);
    if (family === undefined) throw new Malformed(below(place, 'family'), `one of ${FAMILIES.join(', ')}`);
    return family;
  };
  return {
    get shape(): Shape {
      const variants = FAMILIES.map((family) => [family, codecOf(family).shape] as const);
      return { kind: 'tagged', tag: 'family', variants: Object.fromEntries(variants) };
    },
    read: (value, place) => codecOf(familyIn(value, place)).read(value, place),
    write: (value) => codecOf(value.family).write(value),
  };
}
