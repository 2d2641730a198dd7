import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RUN } from '#dist/results/documents/run.js';
import { SUMMARY } from '#dist/results/documents/summary.js';

/** What is to be known of a run on the board. */
export interface BoardRun {
  readonly planDigest: string;
  /** UTC, by the board's clock. */
  readonly started: string;
  readonly workers: number;
  readonly nodeVersion: string;
  readonly verdict: string;
  readonly passed: number;
  readonly elapsedSeconds: number;
  readonly operationsPerSecond: number;
  readonly megabytesPerSecond: number;
  readonly latencyMicroseconds: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The first that served. */
  readonly driver: string;
  /** Peaks. */
  readonly memoryMiB: { readonly cli: number; readonly host: number };
  readonly stressNg: { readonly endedEarly: boolean; readonly metrics: readonly string[] } | null;
}

/** The only run in a results directory; null when there is none that came to its end. */
export function readBoardRun(results: string): BoardRun | null {
  const [name = ''] = existsSync(results) ? readdirSync(results) : [];
  const [runFile, summaryFile] = [join(results, name, 'run.json'), join(results, name, 'summary.json')];
  if (!existsSync(runFile) || !existsSync(summaryFile)) return null;
  const run = RUN.load(runFile);
  const summary = SUMMARY.load(summaryFile);
  const { p50, p99, max } = summary.latencyMicroseconds;
  const { stressNg, memoryKiB } = summary;
  return {
    planDigest: run.planDigest,
    started: run.started,
    workers: run.settings.workers,
    nodeVersion: run.machine.nodeVersion,
    verdict: summary.verdict,
    passed: summary.counts.pass,
    elapsedSeconds: summary.elapsedSeconds,
    operationsPerSecond: summary.operationsPerSecond,
    megabytesPerSecond: summary.megabytesPerSecond,
    latencyMicroseconds: { p50, p99, max },
    driver: summary.drivers[0]?.driver ?? '',
    memoryMiB: { cli: memoryKiB.cli / 1024, host: memoryKiB.host / 1024 },
    stressNg:
      stressNg === null ? null : { endedEarly: stressNg.endedEarlyAfterSeconds !== null, metrics: stressNg.metrics },
  };
}
