import type { Codec } from '../codec/codec.js';
import { list, nullable, object, tagged, type Fields } from '../codec/structures.js';
import { choice, count, flag, number, oneOf, text } from '../codec/values.js';
import { BIND_CAUSES, type BindCause } from '../kernel/advice/advice.js';
import type { CaamDevice, CaamPresence } from '../kernel/caam-presence.js';
import type { InterruptCount } from '../kernel/interrupts.js';
import type { Limits } from '../kernel/limits.js';
import { AF_ALG_TYPE_NAMES } from '../kernel/proc-crypto.js';
import { FAILURE } from '../results/documents/finding.js';
import { Format } from '../results/documents/format.js';
import { CRYPTO_ENTRY, MACHINE } from '../results/documents/kernel-parts.js';
import {
  PROBE_STAGES,
  PROOFS,
  type Aio,
  type ProbedAlgorithm,
  type ProbeOutcome,
  type ProbeReport,
  type Restrictions,
} from './probe-result.js';

const STAGE = choice(PROBE_STAGES);
const CAUSE = choice(BIND_CAUSES);
const BITS = oneOf([32, 64] as const);
const BYTES = nullable(count);

const LIMITS: Codec<Limits> = object<Limits>({
  ...{ optmemMax: BYTES, wmemDefault: BYTES, wmemMax: BYTES, rmemDefault: BYTES, rmemMax: BYTES, pageSize: BYTES },
  ...{ processWordBits: BITS, kernelWordBits: BITS },
});

const DEVICE: Codec<CaamDevice> = object<CaamDevice>({ name: text, bound: flag });

const CAAM: Codec<CaamPresence> = object<CaamPresence>({
  controllers: list(DEVICE),
  jobRings: list(DEVICE),
  era: nullable(number),
  interrupts: list(object<InterruptCount>({ id: text, name: text, count })),
  log: list(text),
});

const RESTRICTIONS: Codec<Restrictions> = object<Restrictions>({
  ...{ restrict: text, fips: flag, seccomp: flag, capabilities: text, blocked: list(text) },
});

const AIO: Codec<Aio> = tagged('kind', {
  'not-measured': object({}),
  asynchronous: object({ pending: count, tries: count }),
  synchronous: object({ tries: count }),
  failed: object({ failure: FAILURE }),
});

const OUTCOME: Codec<ProbeOutcome> = tagged('kind', {
  works: object({ proof: choice(PROOFS) }),
  wrong: object({ why: text }),
  unusable: object({ stage: STAGE, cause: CAUSE, why: text }),
  hung: object({ stage: STAGE, why: text }),
});

interface Missing {
  readonly cause: BindCause;
  readonly why: string;
}

const AF_ALG: Codec<ProbeReport['afAlg']> = tagged('kind', {
  available: object<object>({}),
  missing: object<Missing>({ cause: CAUSE, why: text }),
});

const ENTRY = nullable(object(CRYPTO_ENTRY));

const ALGORITHM: Fields<ProbedAlgorithm> = {
  ...{ name: text, type: choice(AF_ALG_TYPE_NAMES), listed: ENTRY, served: ENTRY },
  ...{ keySizes: list(count), refusedKeySizes: list(count), aio: AIO, outcome: OUTCOME },
};

export const PROBE = new Format<ProbeReport>(
  'probe',
  1,
  object<ProbeReport>({
    afalgStress: text,
    guest: nullable(text),
    machine: MACHINE,
    preemptRt: flag,
    taint: list(text),
    limits: LIMITS,
    restrictions: RESTRICTIONS,
    caam: CAAM,
    afAlg: AF_ALG,
    asynchronousDrivers: choice(['reached', 'refused', 'unknown'] as const),
    algorithms: list(object(ALGORITHM)),
    outOfReach: list(text),
  }),
);
