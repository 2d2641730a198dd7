import type { FindingCounts, StoredRun } from '../results/stored-run.js';
import { FINDING_VERDICTS } from '../results/verdict.js';
import { grouped, latencyText } from './numbers.js';
import { table } from './table.js';

const HEADING = [
  ...['started', 'board', 'kernel', 'driver', 'seed', 'operations', 'ops/s', 'p99', 'exit', 'findings'],
  'directory',
];
const RIGHT: ReadonlySet<number> = new Set([5, 6, 7, 8]);

/** A row per run. */
export function historyText(runs: readonly StoredRun[]): string {
  return `${table([HEADING, ...runs.map(row)], RIGHT).join('\n')}\n`;
}

function row(run: StoredRun): readonly string[] {
  const { ending } = run;
  return [
    run.started.replace(/\.\d+Z$/, 'Z'),
    run.board,
    run.kernelRelease,
    driversText(run.drivers),
    run.replay ? `${run.seed} replay` : run.seed,
    ...(ending.kind === 'unfinished'
      ? ['', '', '', 'none']
      : [
          grouped(ending.operations),
          grouped(ending.operationsPerSecond),
          ending.operations === 0 ? '' : latencyText(ending.p99Microseconds),
          String(ending.exitCode),
        ]),
    findingsText(run.findings),
    run.directory,
  ];
}

export function driversText(drivers: readonly string[]): string {
  return drivers.length === 0 ? '?' : drivers.join('+');
}

/** `12 wrong, 1 hung`, or a dash. */
export function findingsText(findings: FindingCounts): string {
  const texts = FINDING_VERDICTS.flatMap((verdict) => {
    const count = findings[verdict];
    return count === undefined ? [] : [`${grouped(count)} ${verdict}`];
  });
  return texts.length === 0 ? '-' : texts.join(', ');
}
