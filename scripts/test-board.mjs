// npm run test:board: boots the imx6q board under qemu, puts the packages on it as they are, runs the tests of what can
// be different there and a run beside stress-ng, compares with x86, and writes docs/board-test.md. Minutes.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { boardChecks, GIVEN, runIn } from './lib/board-checks.mjs';
import { boardDocument } from './lib/board-document.mjs';
import { runOnBoard } from './lib/board-job.mjs';
import { packBoard } from './lib/board-package.mjs';
import { BOARD_TESTS, testArchive } from './lib/board-tests.mjs';
import { requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { output, script, ScriptError } from './lib/run.mjs';
import { prepareSabrelite } from './lib/sabrelite-files.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';

const FOLDERS = ['afalg', 'caam', 'plan'];
const TESTS = [
  'worker/meter',
  'worker/progress',
  'results/histogram',
  'oracle/cavp',
  'oracle/tape',
  'real-kernel/primitives',
];
const DECODE = ['20000b0f', '40000104', '30000006'];
const CLI = 'dist/cli/afalg-stress.js';

await script(async () => {
  buildAll();
  compileTests();
  requirePrograms(['linux.uml', 'modprobe']);
  const { release } = prepareSabrelite();
  const directory = mkdtempSync(join(tmpdir(), 'afalg-board-'));
  try {
    const packages = [packBoard({ withNode: true }), packBoard({ withNode: false })];
    const [withNode, plain] = packages;
    if (withNode === undefined || plain === undefined) throw new ScriptError('no packages were made');
    const tests = testNames();
    const list = join(directory, 'tests');
    writeFileSync(list, `${tests.join('\n')}\n`);
    const archive = testArchive(plain, [list, inProject('scripts/board/test-job.sh')], directory);
    const reference = referenceOf(directory);
    process.stderr.write('booting the board\n');
    const out = join(directory, 'out');
    mkdirSync(out);
    const started = performance.now();
    // The job changes them: what goes in must not come out.
    const given = ['given', 'results/given'].map((name) => join(out, name));
    for (const path of given) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, GIVEN);
    }
    const argv = ['sh', `${BOARD_TESTS}/test-job.sh`, out];
    const job = { argv, directory: '/root', environment: {}, reads: given };
    const code = await runOnBoard(job, out, [archive, withNode.archive]);
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0) throw new ScriptError(`the job on the board ended with ${String(code)}`);
    const checks = boardChecks(out, tests, reference, seconds);
    const { summary, run: pressure } = runIn(join(out, 'pressure'));
    const machine = {
      release,
      uname: readFileSync(join(out, 'uname'), 'utf8').trim(),
      packages: packages.map((each) => each.archive),
    };
    const document = boardDocument(checks, machine, summary, pressure);
    writeFileSync(inProject('docs/board-test.md'), document);
    process.stdout.write(`\n${document}`);
    return checks.every(({ passed }) => passed) ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

function testNames() {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(inProject('build/test', folder))
      .filter((name) => name.endsWith('.test.js'))
      .map((name) => `${folder}/${basename(name, '.test.js')}`),
  );
  return [...inFolders, ...TESTS];
}

/** The same from this machine. @param {string} directory */
function referenceOf(directory) {
  process.stderr.write('the same on x86, in the uml guest\n');
  const node = process.execPath;
  const results = join(directory, 'x86');
  mkdirSync(results);
  const outputs = output(node, ['scripts/in-guest.mjs', '--', node, 'build/test/board/outputs.js']);
  const settings = ['--seed', '0x5eed', '--ops', '100', '--guest', 'uml', '--quiet', '--results', results];
  output(node, [CLI, 'run', ...settings]);
  const fixtures = readdirSync(inProject('test/fixtures/caam')).filter((name) => name.endsWith('.txt'));
  const disasm = fixtures.map(
    (name) =>
      /** @type {[string, string]} */ ([
        basename(name, '.txt'),
        output(node, [CLI, 'disasm', `test/fixtures/caam/${name}`]),
      ]),
  );
  return {
    outputs,
    decode: output(node, [CLI, 'decode', ...DECODE]),
    disasm: new Map(disasm),
    planDigest: runIn(results).run.planDigest,
  };
}
