import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { wrapped } from '#dist/report/wrapped.js';
import type { BoardRun } from './board-run.js';
import type { Check } from './checks.js';

/** What a terminal has. */
const COLUMNS = 100;

/** What was tested. */
export interface TestedBoard {
  /** Of the kernel. */
  readonly release: string;
  /** As `uname -a` says it there. */
  readonly uname: string;
  /** Paths of the packages. */
  readonly packages: readonly string[];
}

/**
 * docs/measured/board-test.md.
 *
 * @param run beside stress-ng; null when it left nothing
 */
export function boardDocument(checks: readonly Check[], board: TestedBoard, run: BoardRun | null): string {
  return [
    '# The test on the board',
    '',
    "Made by `npm run test:board` from a real run: the imx6q Sabre Lite board under qemu-system-arm, with Debian's",
    `linux-image-${board.release}, its Node ${run?.nodeVersion ?? '(none)'} for armhf, and the packages as \`npm run pack:board\` makes them,`,
    "unpacked there. It runs nightly in CI. QEMU has no CAAM: what serves is the processor's NEON code, asynchronous",
    'through cryptd. Speeds are those of an emulated processor.',
    '',
    `    ${board.uname}`,
    ...board.packages.map((path) => `    ${basename(path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`),
    '',
    ...checks.flatMap(({ name, passed, found }) =>
      wrapped(`- ${passed ? 'pass' : 'FAIL'}: ${name}: ${found}`, COLUMNS),
    ),
    ...(run === null ? [] : ['', 'The run beside stress-ng:', '', ...runLines(run)]),
    '',
  ].join('\n');
}

function runLines(run: BoardRun): readonly string[] {
  const { passed, elapsedSeconds, operationsPerSecond, megabytesPerSecond, latencyMicroseconds, memoryMiB } = run;
  const { p50, p99, max } = latencyMicroseconds;
  return [
    `    ${String(passed)} operations verified in ${String(elapsedSeconds)} s, ${String(Math.round(operationsPerSecond))}/s, ${String(megabytesPerSecond)} MB/s`,
    `    p50 ${String(p50)} us, p99 ${String(p99)} us, max ${String(max)} us`,
    `    cli ${memoryMiB.cli.toFixed(1)} MiB, host ${memoryMiB.host.toFixed(1)} MiB at their peaks, ${String(run.workers)} workers`,
    ...(run.stressNg?.metrics ?? []).map((line) => `    stress-ng ${line}`),
  ];
}
