import { argumentsOf, textsOf, type RunShape } from '../options/run-shape.js';
import { formatOperationId } from '../plan/operation-id.js';
import { cProgram } from '../report/c-program/c-program.js';
import { repeatedText } from '../report/minimal-text.js';
import type { MinimalDocument, MinimiseStep } from '../results/documents/minimal.js';
import type { StoredFinding } from '../results/stored-finding.js';
import type { Driver } from '../results/documents/summary.js';
import { programSource } from './program-source.js';
import type { SearchResult } from './search.js';
import { rateInterval } from './trial-rate.js';

/** The C program's name beside minimal.json. */
const PROGRAM = 'minimal.c';

/** What was tried, and where. */
export interface MinimiseAccount {
  readonly finding: StoredFinding;
  readonly steps: readonly MinimiseStep[];
  readonly drivers: readonly Driver[];
  /** Release, version and machine. */
  readonly kernel: string;
}

/** minimal.json and minimal.c. */
export interface Minimal {
  readonly document: MinimalDocument;
  readonly program: string;
}

export function describeMinimal(
  { finding, steps, drivers, kernel }: MinimiseAccount,
  { candidate, count, repeated, failed, end }: Extract<SearchResult, { kind: 'minimal' }>,
): Minimal {
  // The seed that failed last: the others failed too, but one is enough.
  const workload = { ...candidate.workload, seed: failed.seed };
  const shape: RunShape = { ...finding, ...candidate, workload };
  const rate = { ...count, ...rateInterval(count) };
  const operations = repeated.operationsPerRun;
  const texts = { ...textsOf(shape), ...(operations > 0 ? { ops: String(operations) } : {}) };
  const driverNames = drivers.map(
    ({ driver, priority, module }) => `${driver} (priority ${String(priority)}, ${module})`,
  );
  const document: MinimalDocument = {
    finding: {
      directory: finding.directory,
      verdict: finding.verdict,
      id: formatOperationId(finding.id),
      text: finding.text,
    },
    ended: end,
    steps,
    algorithm: finding.algorithm,
    drivers: drivers.map(({ driver }) => driver),
    kernel,
    workload,
    workers: candidate.workers,
    stressNg: candidate.stressNg,
    rate,
    repeated,
    commandLine: ['afalg-stress', 'run', ...argumentsOf(texts)].map(shellWord).join(' '),
    program: PROGRAM,
  };
  const program = cProgram(
    {
      algorithm: finding.algorithm,
      verdict: finding.verdict,
      workload,
      failed,
      workers: candidate.workers,
      stressNg: candidate.stressNg,
      operations,
      text: finding.text,
      seenOn: [kernel, ...(driverNames.length === 0 ? [] : [`driver ${driverNames.join(', ')}`])].join(', '),
      rate: repeatedText(document),
    },
    programSource,
  );
  return { document, program };
}

/** As a POSIX shell reads it back. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
