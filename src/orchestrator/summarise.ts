import type { EngineChoice } from '../afalg/engine-choice.js';
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
import type { Progress, Tally } from './tally.js';

/** All that a run knows at its end. */
export interface RunEnd {
  readonly scenario: Pick<Scenario, 'seed' | 'subject'>;
  readonly ended: EndReason;
  readonly problems: readonly string[];
  readonly drivers: readonly Driver[];
  readonly engine: EngineChoice;
  readonly tally: Tally;
  readonly findings: Pick<FindingStore, 'counts' | 'lines' | 'total'>;
  /** By performance.now(): the first operation. */
  readonly startedAt: number;
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
  const pace = paceOf(run);
  return {
    verdict,
    exitCode: runExitCode(verdict, ended),
    ended,
    problems,
    seed: scenario.seed,
    algorithm: scenario.subject,
    drivers: run.drivers,
    submission: { engine: run.engine.name, depth: run.engine.depth, queueFull: tally.queueFull },
    counts,
    elapsedSeconds: thousandths(run.elapsedMilliseconds / 1000),
    operationsPerSecond: thousandths(pace.operations),
    bytes: tally.bytes,
    megabytesPerSecond: thousandths(pace.bytes / 1e6),
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

/** Shorter than this, all workers together have no pace that says anything. */
const MIN_MILLISECONDS = 1000;

/** Per second: of all workers together, where some joined later, since that is what their number is compared by. */
function paceOf({ tally, startedAt, elapsedMilliseconds }: RunEnd): Omit<Progress, 'at'> {
  const { at, operations, bytes } = tally.together ?? { at: startedAt, operations: 0, bytes: 0 };
  const together = startedAt + elapsedMilliseconds - at;
  const from = together >= MIN_MILLISECONDS ? { operations, bytes } : { operations: 0, bytes: 0 };
  const seconds = (together >= MIN_MILLISECONDS ? together : elapsedMilliseconds) / 1000;
  if (seconds <= 0) return { operations: 0, bytes: 0 };
  return { operations: (tally.operations - from.operations) / seconds, bytes: (tally.bytes - from.bytes) / seconds };
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
