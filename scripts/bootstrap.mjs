// From a fresh clone to compiled tools: Node's version, node_modules, src, tools. Everything else is in tools/. Uses
// Node's own modules only: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlessDone } from './stamp.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Does what is not done yet; ends the process with one line and an exit code where that fails. */
export function bootstrap() {
  checkNode();
  installModules();
  compileProgram();
  compileTools();
}

/** npm only warns of `engines`. */
function checkNode() {
  /** @type {{engines: {node: string}}} */
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [wanted, present] = [engines.node, process.versions.node].map((text) => /(\d+)\.(\d+)/.exec(text) ?? []);
  const [major, minor] = [1, 2].map((part) => Number(present?.[part]) - Number(wanted?.[part]));
  if (Number(major) > 0 || (major === 0 && Number(minor) >= 0)) return;
  end(`Node ${process.version} is too old: ${String(wanted?.[0])} or later is needed`, 2);
}

/** As package-lock.json says. No package of ours needs its install script, and newer npm blocks them. */
function installModules() {
  unlessDone('modules', ['package-lock.json'], ['node_modules/.package-lock.json'], () => {
    process.stderr.write('npm ci\n');
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

function compileProgram() {
  const inputs = ['src', 'tsconfig.json', 'package-lock.json', 'scripts/bootstrap.mjs'];
  unlessDone('dist', inputs, ['dist/cli/launch.cjs', 'dist/cli/afalg-stress.js', 'dist/worker/worker.js'], () => {
    process.stderr.write('compiling\n');
    compile('tsconfig.json', 'dist', 'build/src.tsbuildinfo');
    // In one file a worker takes 1 MB less of each thread, and the cli process 8 MB less: docs/adr/0005-memory.md.
    bundle('dist/worker/worker-main.js', ['--outfile=dist/worker/worker.js']);
    bundle('dist/cli/main.js', [COMMONJS_BANNER, ...IN_CHUNKS]);
    chmodSync(join(ROOT, 'dist/cli/launch.cjs'), 0o755);
  });
}

function compileTools() {
  const inputs = ['src', 'tools', 'tsconfig.json', 'package-lock.json', 'scripts/stamp.d.mts'];
  unlessDone('tools', inputs, ['build/tools/main.js'], () => {
    process.stderr.write('compiling the tools\n');
    compile('tools/tsconfig.json', 'build/tools', 'build/tools.tsbuildinfo');
  });
}

/** Nothing stays of a file that was moved. @param {string} config @param {string} output @param {string} buildInfo */
function compile(config, output, buildInfo) {
  rmSync(join(ROOT, output), { recursive: true, force: true });
  rmSync(join(ROOT, buildInfo), { force: true });
  run('node_modules/.bin/tsc', ['-p', config]);
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
  run('node_modules/.bin/esbuild', [entry, ...usual, ...options]);
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  const { status, error, stdout } = spawnSync(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  if (error !== undefined) end(`${program} does not start: ${error.message}`, 2);
  if (status !== 0)
    end(`${String(stdout)}${[program, ...args].join(' ')} failed (exit code ${String(status)})`, status ?? 2);
}

/** @param {string} message @param {number} code @returns {never} */
function end(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
