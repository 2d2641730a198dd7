import { readMachineFacts } from '../kernel/machine.js';
import { planDigest } from '../plan/plan-digest.js';
import { formatSeed } from '../plan/seed.js';
import type { RunSettings } from '../options/settings.js';
import { workloadDigest } from '../plan/plans.js';
import type { DescribeDumps } from '../results/logged-descriptors.js';
import type { RunDocument } from '../results/documents/run.js';

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
export type RunFacts = Omit<RunDocument, 'drivers' | 'stressNg'>;

export function runFacts(settings: RunSettings, context: RunContext, kernelLogBlind: string | null): RunFacts {
  const { workload } = settings;
  return {
    afalgStress: context.version,
    started: context.started.toISOString(),
    commandLine: context.commandLine,
    seed: formatSeed(workload.seed),
    planDigest: planDigest(workload, settings.workers),
    workloadDigest: workloadDigest(workload),
    settings,
    guest: context.guest,
    machine: readMachineFacts(),
    kernelLogBlind,
  };
}
