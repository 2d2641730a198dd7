import { chmodSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requirePrograms } from './packages.mjs';
import { inProject } from './project.mjs';
import { run, ScriptError } from './run.mjs';
import { unlessDone } from './stamp.mjs';

/** package.json says the same; but npm only warns. */
const MINIMUM_NODE = /** @type {const} */ ([20, 18]);

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = MINIMUM_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new ScriptError(`Node ${process.version} is too old: ${MINIMUM_NODE.join('.')} or later is needed`);
}

/** node_modules as package-lock.json says. No package of ours needs its install script, and newer npm blocks them. */
export function installModules() {
  unlessDone('modules', ['package-lock.json'], ['node_modules/.package-lock.json'], () => {
    process.stderr.write('npm ci\n');
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  });
}

export function buildAddon() {
  unlessDone(
    'addon',
    ['binding.gyp', 'native/addon', 'native/uml', 'package-lock.json'],
    ['build/Release/afalg.node'],
    () => {
      requirePrograms(['g++', 'make', 'python3']);
      process.stderr.write('building the native addon\n');
      run(inProject('node_modules/.bin/node-gyp'), ['configure', 'build', ...headers()], { quiet: true });
    },
  );
}

export function compile() {
  const inputs = ['src', 'tsconfig.json', 'package-lock.json', 'scripts/lib/steps.mjs'];
  unlessDone('dist', inputs, ['dist/cli/launch.cjs', 'dist/cli/afalg-stress.js', 'dist/worker/worker.js'], () => {
    process.stderr.write('compiling\n');
    // Nothing stays of a file that was moved.
    rmSync(inProject('dist'), { recursive: true, force: true });
    rmSync(inProject('build/src.tsbuildinfo'), { force: true });
    run(inProject('node_modules/.bin/tsc'), ['-p', 'tsconfig.json']);
    // In one file a worker takes 1 MB less of each thread, and the cli process 8 MB less: docs/adr/0005-memory.md.
    bundle('dist/worker/worker-main.js', ['--outfile=dist/worker/worker.js']);
    bundle('dist/cli/main.js', [COMMONJS_BANNER, ...IN_CHUNKS]);
    chmodSync(inProject('dist/cli/launch.cjs'), 0o755);
  });
}

/** pino is CommonJS, and asks for what an ES module does not have. */
const COMMONJS_BANNER =
  "--banner:js=import { createRequire as requireFrom } from 'node:module'; var require = requireFrom(import.meta.url); " +
  'var __dirname = import.meta.dirname;';

/**
 * What `import()` asks for is a file of its own, loaded when it is asked for: a run has no memory to spare for other
 * commands. All of them lie in one folder, so that a path relative to a module means the same in each.
 */
const IN_CHUNKS = ['--splitting', '--outdir=dist/cli', '--entry-names=afalg-stress', '--chunk-names=[name]-[hash]'];

/** @param {string} entry @param {string[]} options where it goes, and how */
function bundle(entry, options) {
  const usual = ['--bundle', '--platform=node', '--format=esm', '--sourcemap', '--log-level=warning'];
  run(inProject('node_modules/.bin/esbuild'), [entry, ...usual, ...options]);
}

export function compileTests() {
  const inputs = ['src', 'test', 'tsconfig.json', 'package-lock.json'];
  unlessDone('test', inputs, ['build/test'], () => {
    process.stderr.write('compiling the tests\n');
    // A test whose source is gone must not run any more.
    rmSync(inProject('build/test'), { recursive: true, force: true });
    rmSync(inProject('build/test.tsbuildinfo'), { force: true });
    run(inProject('node_modules/.bin/tsc'), ['-p', 'test/tsconfig.json']);
  });
}

/** The two yardsticks of the benchmark. */
export function buildBaseline() {
  unlessDone('baseline', ['bench/baseline.cpp'], ['build/bench/baseline'], () => {
    requirePrograms(['g++']);
    run('mkdir', ['-p', inProject('build/bench')]);
    const warnings = ['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror'];
    run('g++', ['-std=c++20', '-O2', '-pthread', ...warnings, 'bench/baseline.cpp', '-o', 'build/bench/baseline']);
  });
}

/** Everything that `afalg-stress` needs. */
export function buildAll() {
  checkNode();
  installModules();
  buildAddon();
  compile();
}

/** Node's own headers where they were installed with it; otherwise node-gyp downloads them. */
export function headers() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
}
