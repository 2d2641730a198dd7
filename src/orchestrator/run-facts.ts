import { readMachineFacts } from '../kernel/machine.js';
import type { RunDocument } from '../results/documents/run.js';
import type { RunContext } from './run-parts.js';
import type { Scenario } from './scenario.js';

/** What is known of a run before its scenario is set up. */
export type RunFacts = Omit<RunDocument, 'drivers' | 'stressNg'>;

/** @param kernelLogBlind why the kernel log cannot be read; null when it can */
export function runFacts(
  { facts }: Pick<Scenario, 'facts'>,
  { version, started, commandLine, guest }: RunContext,
  kernelLogBlind: string | null,
): RunFacts {
  return {
    afalgStress: version,
    started: started.toISOString(),
    commandLine,
    ...facts,
    guest,
    machine: readMachineFacts(),
    kernelLogBlind,
  };
}
