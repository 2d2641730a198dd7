// The proof by fault injection on the emulated board, which shares nothing with this machine: package, tests and engine
// are carried in, and the rows of the table come out when a part has ended.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { EXIT } from '#dist/results/exit-code.js';
import { runOnBoard } from '../board/board-job.js';
import { packBoard } from '../board/board-package.js';
import { BOARD_TESTS, testArchive } from '../board/board-tests.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import { ToolError } from '../process/tool-error.js';
import { BOARD_PARTS } from './board-parts.js';
import { namePatterns, proofEnvironment, type Proof } from './proof.js';

/** Runs test/faults/matrix.test.ts on the board. Throws ToolError when a part fails. */
export async function proveOnBoard({ module, rows, stallSeconds, names }: Proof): Promise<void> {
  using directory = new TemporaryDirectory('afalg-faults-');
  const tests = testArchive(packBoard({ withNode: false }), [module], directory.path);
  const failed: string[] = [];
  for (const [index, part] of (names.length > 0 ? [names] : BOARD_PARTS).entries()) {
    const out = directory.join(String(index));
    mkdirSync(out);
    const found = `${out}/rows.ndjson`;
    const command = {
      argv: ['node', '--test', '--test-reporter=spec', ...namePatterns(part), 'build/test/faults/matrix.test.js'],
      directory: BOARD_TESTS,
      reads: [],
      environment: proofEnvironment({ module: `${BOARD_TESTS}/${basename(module)}`, rows: found, stallSeconds }),
    };
    if ((await runOnBoard(command, out, [tests])) !== 0) failed.push(part.join(', '));
    if (existsSync(found)) appendFileSync(rows, readFileSync(found));
  }
  if (failed.length > 0) throw new ToolError(`the proof on the board failed: ${failed.join('; ')}`, EXIT.finding);
}
