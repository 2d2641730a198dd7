// The proof by fault injection on the emulated board, which shares nothing with this machine: package, tests and engine
// are carried in, and the rows of the table come out when a part has ended.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runOnBoard } from './board-job.mjs';
import { packBoard } from './board-package.mjs';
import { BOARD_TESTS, testArchive } from './board-tests.mjs';
import { readRows } from './fault-matrix.mjs';
import { ScriptError } from './run.mjs';

/** What is proven in one boot, as patterns of test names: some minutes each, so that a dead board costs no more. */
const PARTS = [
  ['^off', '^eio', '^positive', '^flip'],
  ['^truncate', '^stale', '^overrun', '^ivwb'],
  ['^iv-race', '^slow', '^spurious', '^lost', '^busy', '-fails:'],
];

/**
 * Runs build/test/faults/matrix.test.js on the board.
 *
 * @param {string} module the path of vce.ko
 * @param {string} rows the file to which the rows of the table are added
 * @param {readonly string[]} names of tests; none for all
 * @param {string} patience seconds without progress that are a hang
 */
export async function proveOnBoard(module, rows, names, patience) {
  const directory = mkdtempSync(join(tmpdir(), 'afalg-faults-'));
  try {
    const tests = testArchive(packBoard({ withNode: false }), [module], directory);
    const failed = [];
    for (const [index, part] of (names.length > 0 ? [names] : PARTS).entries()) {
      const out = join(directory, String(index));
      mkdirSync(out);
      if ((await provePart(part, module, out, tests, patience)) !== 0) failed.push(part.join(', '));
      const found = join(out, 'rows.ndjson');
      if (existsSync(found)) appendFileSync(rows, readFileSync(found));
    }
    if (failed.length > 0) throw new ScriptError(`the proof on the board failed: ${failed.join('; ')}`, 1);
    if (names.length === 0) await refuseForgotten(readFileSync(rows, 'utf8'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} names @param {string} module @param {string} out @param {string} tests an archive
 * @param {string} patience
 */
async function provePart(names, module, out, tests, patience) {
  const only = names.map((name) => `--test-name-pattern=${name}`);
  const command = {
    argv: ['node', '--test', '--test-reporter=spec', ...only, 'build/test/faults/matrix.test.js'],
    directory: BOARD_TESTS,
    reads: [],
    environment: {
      AFALG_VCE_MODULE: `${BOARD_TESTS}/${basename(module)}`,
      AFALG_FAULT_ROWS: join(out, 'rows.ndjson'),
      AFALG_FAULT_STALL_SECONDS: patience,
    },
  };
  return await runOnBoard(command, out, [tests]);
}

/** Throws when a fault is in none of the parts. @param {string} rows */
async function refuseForgotten(rows) {
  const { FAULT_CASES } = await import('../../build/test/faults/fault-cases.js');
  const proven = new Set(readRows(rows).map(({ fault }) => fault));
  const forgotten = FAULT_CASES.map(({ fault }) => fault).filter((fault) => !proven.has(fault));
  if (forgotten.length > 0) throw new ScriptError(`no part of the proof on the board has ${forgotten.join(', ')}`);
}
