import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JsonDocument } from '#dist/results/json-document.js';

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
  const run = JsonDocument.read(runFile, 'afalg-stress/run', 1);
  const summary = JsonDocument.read(summaryFile, 'afalg-stress/summary', 1);
  const latency = summary.object('latencyMicroseconds');
  const memory = summary.object('memoryKiB');
  return {
    planDigest: run.text('planDigest'),
    started: run.text('started'),
    workers: run.object('settings').number('workers'),
    nodeVersion: run.object('machine').text('nodeVersion'),
    verdict: summary.text('verdict'),
    passed: summary.object('counts').number('pass'),
    elapsedSeconds: summary.number('elapsedSeconds'),
    operationsPerSecond: summary.number('operationsPerSecond'),
    megabytesPerSecond: summary.number('megabytesPerSecond'),
    latencyMicroseconds: { p50: latency.number('p50'), p99: latency.number('p99'), max: latency.number('max') },
    driver: summary.objects('drivers')[0]?.text('driver') ?? '',
    memoryMiB: { cli: memory.number('cli') / 1024, host: memory.number('host') / 1024 },
    stressNg: summary.value('stressNg') === null ? null : stressNgIn(summary.object('stressNg')),
  };
}

function stressNgIn(report: JsonDocument): BoardRun['stressNg'] {
  const metrics = report.value('metrics');
  return {
    endedEarly: report.value('endedEarlyAfterSeconds') !== null,
    metrics: Array.isArray(metrics) ? metrics.map(String) : [],
  };
}
