import type { FindingStore } from './finding-store.js';
import {
  latencySummary,
  type Driver,
  type EndReason,
  type KernelReport,
  type StressNgReport,
  type Summary,
} from '../results/documents/summary.js';
import { runExitCode, runVerdict } from '../results/outcome.js';
import type { Scenario } from './scenario.js';
import type { Tally } from './tally.js';

/** All that a run knows at its end. */
export interface RunEnd {
  readonly scenario: Pick<Scenario, 'seed' | 'subject'>;
  readonly ended: EndReason;
  readonly problems: readonly string[];
  readonly drivers: readonly Driver[];
  readonly tally: Tally;
  readonly findings: Pick<FindingStore, 'counts' | 'lines' | 'total'>;
  readonly elapsedMilliseconds: number;
  readonly stressNg: StressNgReport | null;
  readonly kernel: KernelReport;
  readonly memoryKiB: Summary['memoryKiB'];
  readonly lost: Summary['lost'];
}

/** The summary of a run, verdict and exit code included. */
export function summarise(run: RunEnd): Summary {
  const { scenario, ended, tally, lost } = run;
  const problems = [...run.problems, ...lossOf(lost)];
  const counts = { ...run.findings.counts, pass: tally.operations };
  const verdict = runVerdict(counts, problems);
  const seconds = run.elapsedMilliseconds / 1000;
  const rate = (amount: number): number => (seconds > 0 ? thousandths(amount / seconds) : 0);
  return {
    verdict,
    exitCode: runExitCode(verdict, ended),
    ended,
    problems,
    seed: scenario.seed,
    algorithm: scenario.subject,
    drivers: run.drivers,
    counts,
    elapsedSeconds: thousandths(seconds),
    operationsPerSecond: rate(tally.operations),
    bytes: tally.bytes,
    megabytesPerSecond: rate(tally.bytes / 1e6),
    latencyMicroseconds: latencySummary(tally.histogram, tally.maxLatencyMicroseconds),
    latencyBuckets: tally.histogram.counts(),
    stressNg: run.stressNg,
    kernel: run.kernel,
    findings: run.findings.lines,
    findingsNotListed: run.findings.total - run.findings.lines.length,
    memoryKiB: run.memoryKiB,
    lost,
  };
}

function lossOf({ lines, files }: Summary['lost']): readonly string[] {
  if (lines + files === 0) return [];
  return [
    `the results are incomplete: the disk would not take ${String(lines)} event lines and ${String(files)} files`,
  ];
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
