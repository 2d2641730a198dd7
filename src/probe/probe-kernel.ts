import { existsSync } from 'node:fs';
import { native } from '../afalg/native.js';
import { failureOf } from '../afalg/syscall-failure.js';
import { readAfAlgFacts, readRestriction } from '../kernel/af-alg-facts.js';
import type { AfAlgFacts } from '../kernel/advice/advice.js';
import { knowsRestriction } from '../kernel/advice/restriction.js';
import { adviseOnBind } from '../kernel/bind-advice.js';
import { readCaamPresence } from '../kernel/caam-presence.js';
import { readLimits } from '../kernel/limits.js';
import { readMachineFacts } from '../kernel/machine.js';
import { readOptional } from '../kernel/read-optional.js';
import { taintFlags } from '../kernel/taint.js';
import { statusField } from '../kernel/thread-state.js';
import type { AfAlgType } from '../kernel/proc-crypto.js';
import { isNotFound, isRefusedAsynchronous, judge } from './judge.js';
import type { ProbedAlgorithm, ProbeReport, ProbeTarget } from './probe-result.js';
import { Prober, type Probing } from './prober.js';
import { allTargets, listedEntry, synchronousTarget, targetOf } from './targets.js';

/** An asynchronous driver that nobody uses: to see whether AF_ALG reaches any (crypto/cryptd.c, crypto/crypto_null.c). */
const CONTROL: ProbeTarget = { name: 'cryptd(ecb-cipher_null)', type: 'skcipher' };

export interface ProbeContext {
  readonly version: string;
  readonly guest: string | null;
  /** Told before each name. */
  readonly progress: (done: number, all: number, name: string) => void;
}

/** Looks at this kernel. @param names algorithms or drivers; none for all there are */
export async function probeKernel(names: readonly string[], context: ProbeContext): Promise<ProbeReport> {
  const facts = readAfAlgFacts();
  const { targets, outOfReach } =
    names.length === 0
      ? allTargets(facts.entries)
      : { targets: names.map((name) => targetOf(name, facts.entries)), outOfReach: [] };
  const afAlg = findAfAlg(facts);
  const { algorithms, asynchronous } =
    afAlg.kind === 'missing'
      ? { algorithms: [], asynchronous: 'unknown' as const }
      : await probeAll(targets, facts, context);
  const machine = readMachineFacts();
  return {
    afalgStress: context.version,
    guest: context.guest,
    machine,
    // kernel/ksysfs.c of PREEMPT_RT trees, and UTS_VERSION (init/Makefile).
    preemptRt: readOptional('/sys/kernel/realtime') === '1' || machine.kernelVersion.includes('PREEMPT_RT'),
    taint: taintFlags(machine.taint),
    limits: readLimits(),
    restrictions: {
      // Now that there has been a socket.
      restrict: readRestriction(),
      fips: facts.fips === '1',
      seccomp: facts.seccomp,
      capabilities: statusField(readOptional('/proc/self/status'), 'CapEff'),
      blocked: facts.blocked,
    },
    caam: readCaamPresence(),
    afAlg,
    asynchronousDrivers: asynchronous,
    algorithms,
    outOfReach,
  };
}

interface Probed {
  readonly target: ProbeTarget;
  readonly probing: Probing;
}

/** A socket alone reaches no driver, so this process may open one. */
function findAfAlg(facts: AfAlgFacts): ProbeReport['afAlg'] {
  try {
    native().probe();
    return { kind: 'available' };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    const { cause, text } = adviseOnBind(failure, '', 0, facts);
    return { kind: 'missing', cause, why: text };
  }
}

async function probeAll(
  targets: readonly ProbeTarget[],
  before: AfAlgFacts,
  { progress }: ProbeContext,
): Promise<{ readonly algorithms: readonly ProbedAlgorithm[]; readonly asynchronous: AfAlgFacts['asynchronous'] }> {
  using prober = new Prober();
  const seen: Probed[] = [];
  for (const [index, target] of targets.entries()) {
    progress(index, targets.length, target.name);
    seen.push({ target, probing: await prober.probe(target) });
  }
  const refused = seen.some(({ target, probing }) =>
    isRefusedAsynchronous(listedEntry(target, before.entries), probing),
  );
  const reached = seen.some(({ probing }) => servedAsynchronously(probing));
  const isRestricting = knowsRestriction({ restrict: readRestriction() });
  const asynchronous = reached ? 'reached' : isRestricting ? 'refused' : refused ? await tryControl(prober) : 'unknown';
  const missing = await missingTypes(prober, seen);
  // As they are now: binding has loaded modules, and set up what is made of templates.
  const facts: AfAlgFacts = { ...readAfAlgFacts(), asynchronous };
  const algorithms = seen.map(({ target, probing }) => {
    const missingInterface = missing.includes(target.type) ? target.type : null;
    return judge(target, listedEntry(target, facts.entries), probing, { ...facts, missingInterface });
  });
  return { algorithms, asynchronous };
}

/** Types of which nothing was found, and of what /proc/crypto lists for such a case nothing either. */
async function missingTypes(prober: Prober, seen: readonly Probed[]): Promise<readonly AfAlgType[]> {
  const types = [...new Set(seen.map(({ target }) => target.type))];
  const unfound = types.filter((type) =>
    seen.every(({ target, probing }) => target.type !== type || isNotFound(probing)),
  );
  const { entries, fips, restrict } = readAfAlgFacts();
  // FIPS mode hides software, too, and the restriction hides every driver's name.
  if (fips === '1' || restrict === '1') return [];
  const missing: AfAlgType[] = [];
  for (const type of unfound) {
    const control = synchronousTarget(type, entries);
    if (control !== undefined && isNotFound(await prober.probe(control))) missing.push(type);
  }
  return missing;
}

function servedAsynchronously(probing: Probing): boolean {
  return probing.kind === 'seen' && probing.sight.served?.asynchronous === true;
}

async function tryControl(prober: Prober): Promise<AfAlgFacts['asynchronous']> {
  const probing = await prober.probe(CONTROL);
  if (servedAsynchronously(probing)) return 'reached';
  // Without cryptd the control says nothing.
  return existsSync('/sys/module/cryptd') ? 'refused' : 'unknown';
}
