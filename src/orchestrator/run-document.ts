import { readMachineFacts, type MachineFacts } from '../kernel/machine.js';
import { planDigest } from '../plan/plan-digest.js';
import { formatSeed } from '../plan/seed.js';
import type { RunSettings } from '../options/settings.js';
import { workloadDigest } from '../plan/plans.js';
import type { DescribeDumps } from '../results/logged-descriptors.js';
import type { Driver, StressNgReport } from '../results/summary.js';

/** What a run knows about how it was started. */
export interface RunContext {
  readonly started: Date;
  readonly commandLine: readonly string[];
  /** Our own version. */
  readonly version: string;
  /** The guest it runs in; null on the machine itself. */
  readonly guest: string | null;
  /** null: dumps in the kernel log stay as they are. */
  readonly describeDumps: DescribeDumps | null;
}

/** What is known of a run before its workers are bound. */
export interface RunFacts {
  readonly schema: 'afalg-stress/run';
  readonly version: 1;
  readonly afalgStress: string;
  readonly started: string;
  readonly commandLine: readonly string[];
  readonly seed: string;
  /** Equal digests: the same operations, whatever the machine. */
  readonly planDigest: string;
  readonly workloadDigest: string;
  readonly settings: Record<string, unknown>;
  readonly guest: string | null;
  readonly machine: MachineFacts;
  /** Why the kernel log could not be read from the start; null when it can. */
  readonly kernelLogBlind: string | null;
}

/** run.json: everything that is fixed before the first operation. */
export interface RunDocument extends RunFacts {
  readonly drivers: readonly Driver[];
  readonly stressNg: StressNgReport | null;
}

export function runFacts(settings: RunSettings, context: RunContext, kernelLogBlind: string | null): RunFacts {
  const { workload } = settings;
  return {
    schema: 'afalg-stress/run',
    version: 1,
    afalgStress: context.version,
    started: context.started.toISOString(),
    commandLine: context.commandLine,
    seed: formatSeed(workload.seed),
    planDigest: planDigest(workload, settings.workers),
    workloadDigest: workloadDigest(workload),
    settings: { ...settings, workload: { ...workload, seed: formatSeed(workload.seed) } },
    guest: context.guest,
    machine: readMachineFacts(),
    kernelLogBlind,
  };
}
