/** A child process of short-of-space.ts: SCENARIO DIRECTORY. Writes one SpaceReport to stdout. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Ballast } from '#dist/results/files/ballast.js';
import { CommandError } from '#dist/results/exit-code.js';
import { Journal } from '#dist/results/journal.js';
import { RunDirectory } from '#dist/results/files/run-directory.js';
import { writeFileAtomically } from '#dist/results/files/write-file.js';
import type { SpaceReport } from './short-of-space.js';

type Partly = Partial<SpaceReport>;

const LINES = 200;

function journal(directory: string, makeRoom: () => boolean): Partly {
  let asked = 0;
  const events = new Journal(join(directory, 'events.ndjson'), 'new', 'debug', () => {
    asked += 1;
    return makeRoom();
  });
  for (let n = 0; n < LINES; n += 1) events.record({ event: 'burst', worker: 0, burst: n, operations: 0 });
  const lostLines = events.lost;
  events.close();
  return { asked, lostLines };
}

/** Nobody waits for somebody to free something: the limit is simply lifted. */
function liftLimit(): boolean {
  return spawnSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:']).status === 0;
}

/** Takes what is left of the file system. */
function fill(directory: string): void {
  const file = openSync(join(directory, 'filler'), 'a');
  try {
    for (let size = 65_536; size >= 1;) {
      try {
        if (writeSync(file, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
      } catch {
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(file);
  }
}

function fullDisk(directory: string): Partly {
  const run = RunDirectory.create(directory, new Date(0), '0x1', 'info');
  fill(directory);
  // Evidence has to wait its turn: there are lines yet to come ...
  const written = [run.write('evidence.bin', 'x'.repeat(20_000))];
  run.journal.record({ event: 'file-lost', file: '', reason: '' });
  const unharmed = run.journal.lost === 0;
  fill(directory);
  // ... until their reserve is used up, too; but the end of the run has its own.
  for (let n = 0; n < LINES; n += 1)
    run.journal.record({ event: 'file-lost', file: String(n), reason: 'x'.repeat(100) });
  run.beginEnd();
  written.push(unharmed, run.write('summary.json', 'x'.repeat(20_000)));
  run.close();
  return {
    written,
    lostLines: run.journal.lost,
    lostFiles: run.lostFiles,
    ...eventsOf(run.path),
    files: readdirSync(run.path),
  };
}

function eventsOf(directory: string): Partly {
  const path = join(directory, 'events.ndjson');
  if (!existsSync(path)) return {};
  const texts = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const whole = texts.filter((text) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  });
  return { lines: whole.length, tornLines: texts.length - whole.length };
}

function perform(scenario: string, directory: string): Partly {
  switch (scenario) {
    case 'write-file':
      writeFileAtomically(join(directory, 'file'), Buffer.alloc(65_536));
      return {};
    case 'journal':
      return journal(directory, () => false);
    case 'journal-with-room':
      return journal(directory, liftLimit);
    case 'ballast':
      Ballast.make(join(directory, '.ballast')).release();
      return {};
    case 'run-directory':
      RunDirectory.create(directory, new Date(0), '0x1', 'info').close();
      return {};
    case 'full-disk':
      return fullDisk(directory);
    default:
      throw new Error(`no scenario ${scenario}`);
  }
}

function attempt(scenario: string, directory: string): Partly {
  try {
    return perform(scenario, directory);
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const code = 'code' in thrown ? String(thrown.code) : thrown.message;
    return { thrown: code, exitCode: thrown instanceof CommandError ? thrown.exitCode : 0 };
  }
}

const [scenario = '', directory = ''] = process.argv.slice(2);
const report: SpaceReport = {
  thrown: '',
  exitCode: 0,
  lostLines: 0,
  lostFiles: 0,
  asked: 0,
  written: [],
  lines: 0,
  tornLines: 0,
  files: readdirSync(directory),
  ...attempt(scenario, directory),
};
process.stdout.write(JSON.stringify({ ...report, ...(report.lines === 0 ? eventsOf(directory) : {}) }));
