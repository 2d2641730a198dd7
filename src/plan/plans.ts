import { createHash } from 'node:crypto';
import { below, Malformed, type Codec, type Shape } from '../codec/codec.js';
import type { Family } from './family.js';
import type { FamilyPlan } from './family-plan.js';
import type { Operation, OperationOf } from './operation.js';
import { STREAM_VERSION } from './random-stream.js';
import { HASH_PLAN } from './hash/plan.js';
import { SKCIPHER_PLAN } from './skcipher/plan.js';
import type { Workload, WorkloadOf } from './workload.js';

const PLANS: { readonly [F in Family]: FamilyPlan<F> } = {
  skcipher: SKCIPHER_PLAN,
  hash: HASH_PLAN,
};

export const FAMILIES: readonly Family[] = Object.keys(PLANS).filter(isFamily);
/** Of files from before there were families. */
const FIRST: Family = 'skcipher';

/** How the operations of this workload are planned. */
export function planOf<F extends Family>(workload: WorkloadOf<F>): FamilyPlan<F> {
  return PLANS[workload.family];
}

/** Any workload, as it stands in files. */
export const WORKLOAD_FORMAT: Codec<Workload> = perFamily<Workload>({
  of: (family) => PLANS[family].formats.workload,
  write: writeWorkload,
});
/** Any operation, as it stands in files. */
export const OPERATION_FORMAT: Codec<Operation> = perFamily<Operation>({
  of: (family) => PLANS[family].formats.operation,
  write: writeOperation,
});

/** `encrypt of 2048 bytes` */
export function describeOperation<F extends Family>(operation: OperationOf<F>): string {
  return PLANS[operation.family].describe(operation);
}

/** A short name for the workload apart from its seed: what a replay key carries beside the numbers. */
export function workloadDigest<F extends Family>(workload: WorkloadOf<F>): string {
  const canonical = JSON.stringify([STREAM_VERSION, ...planOf(workload).canonical(workload)]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}

function writeWorkload<F extends Family>(workload: WorkloadOf<F>): unknown {
  return PLANS[workload.family].formats.workload.write(workload);
}

function writeOperation<F extends Family>(operation: OperationOf<F>): unknown {
  return PLANS[operation.family].formats.operation.write(operation);
}

interface FamilyCodecs<T> {
  readonly of: (family: Family) => Pick<Codec<T>, 'shape' | 'read'>;
  readonly write: (value: T) => unknown;
}

/** A codec that looks at the field `family` first. */
function perFamily<T>({ of, write }: FamilyCodecs<T>): Codec<T> {
  const familyIn = (value: unknown, place: string): Family => {
    const name: unknown = typeof value === 'object' && value !== null && 'family' in value ? value.family : FIRST;
    if (typeof name === 'string' && isFamily(name)) return name;
    throw new Malformed(below(place, 'family'), `one of ${FAMILIES.join(', ')}`);
  };
  return {
    get shape(): Shape {
      const variants = FAMILIES.map((family) => [family, of(family).shape] as const);
      return { kind: 'tagged', tag: 'family', variants: Object.fromEntries(variants) };
    },
    read: (value, place) => of(familyIn(value, place)).read(value, place),
    write,
  };
}

function isFamily(name: string): name is Family {
  return Object.hasOwn(PLANS, name);
}
