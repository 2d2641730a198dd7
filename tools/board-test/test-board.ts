import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { runOnBoard } from '../board/board-job.js';
import { packBoard } from '../board/board-package.js';
import { BOARD_TESTS, testArchive } from '../board/board-tests.js';
import { buildAddon } from '../build/addon.js';
import { compileTests } from '../build/compiled-tests.js';
import { prepareSabrelite } from '../guest/sabrelite-guest.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { note } from '../process/note.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import { ToolError } from '../process/tool-error.js';
import { testFiles } from '../test/test-files.js';
import { readBoardRun } from './board-run.js';
import { boardChecks, GIVEN } from './checks.js';
import { boardDocument } from './document.js';
import { JobOutput } from './job-output.js';
import { referenceHere } from './reference.js';

/** What can be different on the board; whole folders end with a slash. */
const TESTS = [
  ...[
    'unit/afalg/',
    'unit/caam/',
    'unit/plan/',
    'unit/options/',
    'unit/worker/meter',
    'unit/worker/progress',
    'unit/results/histogram',
  ],
  ...['unit/oracle/skcipher/cavp', 'unit/oracle/skcipher/tape', 'real-kernel/primitives'],
];

/**
 * `npm run test:board`: boots the imx6q board under qemu, puts the packages on it as they are, runs the tests of what can
 * be different there and a run beside stress-ng, compares with x86, and writes docs/measured/board-test.md. Minutes.
 */
export async function testBoard(): Promise<number> {
  buildAddon();
  compileTests();
  requirePrograms(UML_PROGRAMS);
  const { release } = prepareSabrelite();
  using directory = new TemporaryDirectory('afalg-board-');
  const withNode = packBoard({ withNode: true });
  const plain = packBoard({ withNode: false });
  const tests = testNames();
  const list = directory.join('tests');
  writeFileSync(list, `${tests.join('\n')}\n`);
  const archive = testArchive(plain, [list, inPackage('tools/board-test/test-job.sh')], directory.path);
  const reference = referenceHere(directory.path);
  note('booting the board');
  const out = directory.join('out');
  mkdirSync(out);
  const started = performance.now();
  const argv = ['sh', `${BOARD_TESTS}/test-job.sh`, out];
  const command = { argv, directory: '/root', environment: {}, reads: givenFiles(out) };
  const code = await runOnBoard(command, out, [archive, withNode.archive]);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new ToolError(`the job on the board ended with ${String(code)}`);

  const job = new JobOutput(out);
  const checks = boardChecks(job, tests, reference, seconds);
  const board = { release, uname: job.text('uname').trim(), packages: [withNode.archive, plain.archive] };
  const document = boardDocument(checks, board, readBoardRun(job.join('pressure')));
  writeFileSync(inPackage('docs/measured/board-test.md'), document);
  process.stdout.write(`\n${document}`);
  return checks.every(({ passed }) => passed) ? EXIT.passed : EXIT.finding;
}

/** The job changes them: what goes in must not come out. */
function givenFiles(out: string): readonly string[] {
  const paths = ['given', 'results/given'].map((name) => `${out}/${name}`);
  for (const path of paths) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, GIVEN);
  }
  return paths;
}

/** As the job takes them: below build/test, without `.test.js`. */
function testNames(): readonly string[] {
  const names = testFiles().map(({ name }) => name);
  const missing = TESTS.filter((wanted) => !names.some((name) => isOf(name, wanted)));
  if (missing.length > 0) throw new ToolError(`no test is called ${missing.join(', ')}`);
  return names.filter((name) => TESTS.some((wanted) => isOf(name, wanted)));
}

function isOf(name: string, wanted: string): boolean {
  return wanted.endsWith('/') ? name.startsWith(wanted) : name === wanted;
}
