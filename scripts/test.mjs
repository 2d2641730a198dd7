// npm test: unit tests anywhere; then the tests that need a real kernel, on this one or in a guest; then those of the
// guest itself. AFALG_SKIP_GUEST=1 leaves out what needs a guest, and says so. npm test -- NAME… runs matching files.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hasAfAlg, requirePrograms } from './lib/packages.mjs';
import { ARCHITECTURES, buildPrebuild } from './lib/prebuilds.mjs';
import { inProject, ROOT } from './lib/project.mjs';
import { run, script, ScriptError } from './lib/run.mjs';
import { buildAll, buildBaseline, compileTests } from './lib/steps.mjs';

const NODE_TEST = ['--enable-source-maps', '--test', '--test-reporter=spec'];

/** @param {string} directory @returns {string[]} compiled test files below it */
function testFiles(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? testFiles(path) : entry.name.endsWith('.test.js') ? [path] : [];
    })
    .sort();
}

/**
 * Compiles the addon for the npm package, when its test is among those to be run; says so where a compiler is missing.
 *
 * @param {readonly string[]} tests
 */
function prebuilds(tests) {
  if (!tests.some((path) => path.startsWith('build/test/package/'))) return [];
  return ARCHITECTURES.filter((architecture) => {
    try {
      buildPrebuild(architecture);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ScriptError)) throw thrown;
      process.stderr.write(`the npm package's addon for ${architecture} is not tested: ${thrown.message}\n`);
      return false;
    }
  });
}

await script(() => {
  buildAll();
  buildBaseline();
  compileTests();
  const wanted = process.argv.slice(2);
  const all = testFiles(inProject('build/test')).map((path) => relative(ROOT, path));
  // These need the virtual engine: npm run test:vce, npm run test:faults.
  const files = all
    .filter((path) => !/^build\/test\/(vce|bisect|faults)\//.test(path))
    .filter((path) => wanted.length === 0 || wanted.some((name) => path.includes(name)));
  const [inKernel, ofGuest] = ['real-kernel', 'real-guest'].map((folder) =>
    files.filter((path) => path.startsWith(`build/test/${folder}/`)),
  );
  const units = files.filter((path) => !inKernel?.includes(path) && !ofGuest?.includes(path));

  const node = process.execPath;
  const env = { ...process.env, AFALG_PREBUILDS: prebuilds(units).join() };
  if (units.length > 0) run(node, [...NODE_TEST, ...units], { env });
  if (process.env['AFALG_SKIP_GUEST'] === '1') {
    process.stderr.write('AFALG_SKIP_GUEST=1: nothing was tested on a real kernel\n');
    return;
  }
  try {
    requirePrograms(['linux.uml', 'modprobe', 'stress-ng']);
  } catch (thrown) {
    if (!(thrown instanceof ScriptError)) throw thrown;
    throw new ScriptError(`${thrown.message}\nor set AFALG_SKIP_GUEST=1 to test without a real kernel`, thrown.code);
  }
  // One test file at a time: they watch processes, memory and descriptors of the machine.
  const oneByOne = [...NODE_TEST, '--test-concurrency=1'];
  if (inKernel !== undefined && inKernel.length > 0) {
    const command = [node, ...oneByOne, ...inKernel];
    if (hasAfAlg() && process.getuid?.() === 0) run(node, [...oneByOne, ...inKernel]);
    else run(node, ['scripts/in-guest.mjs', '--', ...command]);
  }
  if (ofGuest !== undefined && ofGuest.length > 0) run(node, [...oneByOne, ...ofGuest]);
});
