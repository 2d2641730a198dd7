// Runs the package for a board under qemu's user emulation: the processor is real enough for 32-bit layouts and for
// every loader on the way; the kernel is this machine's, and for 32-bit sockets it has no AF_ALG there.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armhfRoot } from './armhf-root.mjs';
import { addTests } from './board-tests.mjs';
import { requirePrograms } from './packages.mjs';
import { prebuildOf } from './prebuilds.mjs';
import { inProject } from './project.mjs';
import { run, ScriptError } from './run.mjs';

/** Tests of what can be different on 32 bits. */
const TESTS = [
  ...['afalg/elf-machine', 'afalg/addon-problem', 'afalg/layout', 'afalg/native', 'worker/meter', 'worker/progress'],
  ...['results/histogram', 'plan/plan-digest', 'plan/random-stream', 'plan/operations'],
];

/** @param {{archive: string, name: string}} board @param {boolean} withNode */
export function smokeTest({ archive, name }, withNode) {
  requirePrograms(['qemu-arm-static']);
  process.stderr.write('trying it under qemu-arm\n');
  const directory = mkdtempSync(join(tmpdir(), 'afalg-board-'));
  try {
    run('tar', ['-C', directory, '-xzf', archive]);
    const home = join(directory, name);
    const env = { ...process.env, PATH: `${join(directory, 'path')}:${process.env['PATH']}` };
    mkdirSync(join(directory, 'path'));
    emulate(withNode ? join(home, 'node/bin/node') : join(directory, 'path/node'), withNode);
    // As it would be installed on a PATH.
    const program = join(directory, 'path/afalg-stress');
    symlinkSync(join(home, 'bin/afalg-stress'), program);
    const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
    expectRun([program, '--version'], env, 0, new RegExp(`^${version.replaceAll('.', '\\.')}\n$`));
    const args = ['run', '--seed', '1', '--workers', '1', '--results', join(directory, 'results')];
    expectRun(
      [program, ...args],
      env,
      4,
      /^seed 0x1\nafalg-stress: (?![^\n]*--guest)[^\n]*\(socket failed with EAFNOSUPPORT\)[^\n]*\n$/,
    );
    const addon = join(home, prebuildOf('arm'));
    renameSync(addon, `${addon}.away`);
    expectRun(
      [program, ...args],
      env,
      2,
      /^seed 0x1\nafalg-stress: the native addon is missing \([^\n]*: unpack [^\n]*\n$/,
    );
    copyFileSync(inProject('build/Release/afalg.node'), addon);
    expectRun(
      [program, ...args],
      env,
      2,
      /^seed 0x1\nafalg-stress: [^\n]* is built for x64, and this Node for arm: [^\n]*\n$/,
    );
    renameSync(`${addon}.away`, addon);
    // On the wrong machine: this one.
    const launch = [process.execPath, join(home, 'dist/cli/launch.cjs'), 'run', '--seed', '1'];
    expectRun(
      launch,
      env,
      2,
      /^seed 0x1\nafalg-stress: [^\n]*: this package is for 32-bit ARM; on x64, npm install [^\n]*\n$/,
    );
    addTests(home);
    const node = withNode ? join(home, 'node/bin/node') : 'node';
    for (const test of TESTS) expectRun([node, join(home, `build/test/${test}.test.js`)], env, 0, /^# fail 0$/m);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Puts a program where `node` would be on the board, to be emulated here. @param {string} path @param {boolean} withNode */
function emulate(path, withNode) {
  if (withNode) {
    // The last step of the package's own script is what this machine cannot do.
    const script = readFileSync(path, 'utf8');
    const emulated = script.replace('exec "$home/lib/ld-linux', 'exec qemu-arm-static "$home/lib/ld-linux');
    if (emulated === script) throw new ScriptError(`${path} does not start the dynamic linker as expected`);
    writeFileSync(path, emulated);
    return;
  }
  const root = armhfRoot();
  // Children are started as this script, too: to the emulated process it is what it runs as.
  const preload = `${path}-exec-path.cjs`;
  writeFileSync(preload, `process.execPath = ${JSON.stringify(path)};\n`);
  const command = `exec qemu-arm-static -L '${root}' '${root}/usr/bin/node' --require '${preload}' "$@"`;
  writeFileSync(path, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}

/** @param {readonly string[]} command @param {NodeJS.ProcessEnv} env @param {number} code @param {RegExp} wanted what it prints */
function expectRun([program = '', ...args], env, code, wanted) {
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  const printed = stdout + stderr;
  if (status === code && wanted.test(printed)) return;
  process.stderr.write(printed);
  throw new ScriptError(`${[program, ...args].join(' ')}: exit code ${String(status)}, and ${code} was expected`);
}
