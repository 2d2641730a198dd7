import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a scenario of short-of-space-main.ts has to say. */
export interface SpaceReport {
  /** The `code` of the error it ended with, or its message; '' for none. */
  readonly thrown: string;
  readonly exitCode: number;
  readonly lostLines: number;
  readonly lostFiles: number;
  /** How often room was asked for. */
  readonly asked: number;
  /** Lines of events.ndjson that parse, and those that do not. */
  readonly lines: number;
  readonly tornLines: number;
  readonly files: readonly string[];
  readonly written: readonly boolean[];
}

export type Scenario = 'write-file' | 'journal' | 'journal-with-room' | 'ballast' | 'run-directory' | 'full-disk';

const MAIN = fileURLToPath(new URL('./short-of-space-main.js', import.meta.url));

/** Runs a scenario in a process whose files may not grow beyond 4 KiB (8 on some shells): write(2) says EFBIG. */
export function runShortOfSpace(scenario: Scenario, directory: string): SpaceReport {
  return reportOf(run('sh', ['-c', 'ulimit -S -f 8 && exec "$@"', 'sh', ...command(scenario, directory)]));
}

/** Runs a scenario with a file system of 2 MiB mounted at `directory`; undefined where mounting is not allowed. */
export function runOnTinyDisk(scenario: Scenario, directory: string): SpaceReport | undefined {
  const mount = 'mount -t tmpfs -o size=2m none "$1" || exit 99; shift; exec "$@"';
  const result = run('unshare', ['-r', '-m', 'sh', '-c', mount, 'sh', directory, ...command(scenario, directory)]);
  const allowed = result.error === undefined && result.status !== 99 && !result.stderr.startsWith('unshare');
  return allowed ? reportOf(result) : undefined;
}

function command(scenario: Scenario, directory: string): readonly string[] {
  return [process.execPath, '--enable-source-maps', MAIN, scenario, directory];
}

function run(program: string, args: readonly string[]): SpawnSyncReturns<string> {
  // A coverage file that is cut off would spoil the coverage of everything else.
  const env = { ...process.env, NODE_V8_COVERAGE: undefined };
  return spawnSync(program, args, { encoding: 'utf8', env, timeout: 20_000 });
}

function reportOf({ status, stdout, stderr }: SpawnSyncReturns<string>): SpaceReport {
  assert.equal(status, 0, stderr);
  const parsed: unknown = JSON.parse(stdout);
  assert.ok(isReport(parsed), stdout);
  return parsed;
}

function isReport(value: unknown): value is SpaceReport {
  return typeof value === 'object' && value !== null && 'thrown' in value && 'lostLines' in value;
}
