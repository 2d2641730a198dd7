import type { AfAlgFacts } from '../kernel/advice/advice.js';
import { adviseOnBind } from '../kernel/bind-advice.js';
import type { CryptoEntry } from '../kernel/proc-crypto.js';
import type { Aio, ProbedAlgorithm, ProbeOutcome, ProbeTarget } from './probe-result.js';
import type { Probing } from './prober.js';

const NOT_MEASURED: Aio = { kind: 'not-measured' };

/** What a probe means, with cause and remedy where something is missing. */
export function judge(
  target: ProbeTarget,
  listed: CryptoEntry | null,
  probing: Probing,
  facts: AfAlgFacts,
): ProbedAlgorithm {
  const sight =
    probing.kind === 'seen' ? probing.sight : { served: null, keySizes: [], refusedKeySizes: [], aio: NOT_MEASURED };
  const { served, keySizes, refusedKeySizes, aio } = sight;
  return { ...target, listed, served, keySizes, refusedKeySizes, aio, outcome: outcomeOf(target.name, probing, facts) };
}

/** Registered and asynchronous, and bind says that there is no such thing. */
export function isRefusedAsynchronous(listed: CryptoEntry | null, probing: Probing): boolean {
  return listed?.asynchronous === true && isNotFound(probing);
}

/** bind says that there is no such thing. */
export function isNotFound(probing: Probing): boolean {
  if (probing.kind !== 'seen') return false;
  const { end } = probing.sight;
  return end.kind === 'failed' && end.stage === 'bind' && end.failure.code === 'ENOENT';
}

function outcomeOf(name: string, probing: Probing, facts: AfAlgFacts): ProbeOutcome {
  switch (probing.kind) {
    case 'hung':
      return {
        kind: 'hung',
        stage: probing.stage,
        why: `${name} did not return within ${String(probing.milliseconds / 1000)} s: see the kernel log; the thread may be stuck until the next boot`,
      };
    case 'died':
      return {
        kind: 'hung',
        stage: probing.stage,
        why: `the process that tried ${name} died (${probing.how}): see the kernel log`,
      };
    case 'seen':
      break;
  }
  const { end, refusedKeySizes } = probing.sight;
  switch (end.kind) {
    case 'works':
      return end;
    case 'wrong':
      return { kind: 'wrong', why: `${name} gives a wrong answer: ${end.what}; 'afalg-stress run' shows more` };
    case 'failed': {
      if (end.stage === 'key' && end.failure.code === 'EINVAL') {
        const sizes = refusedKeySizes.join(', ');
        const why = `${name} refuses every key that was tried (${sizes} bytes; setsockopt failed with EINVAL): it needs a key size or format that probe does not know`;
        return { kind: 'unusable', stage: 'key', cause: 'key-size', why };
      }
      const { cause, text } = adviseOnBind(end.failure, name, refusedKeySizes[0] ?? 0, facts);
      return { kind: 'unusable', stage: end.stage, cause, why: text };
    }
  }
}
