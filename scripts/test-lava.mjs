// npm run test:lava: checks what is in lava/ with LAVA itself, without a server: schemas, devices by LAVA's templates,
// and lava-run of the qemu job with the board's package, whose log is judged. As root, on Debian; minutes.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { packBoard } from './lib/board-package.mjs';
import { makeLavaBoard } from './lib/lava-board.mjs';
import { casesOf, parseResults, problemsOf } from './lib/lava-results.mjs';
import { inLavaRoot, lavaRoot } from './lib/lava-root.mjs';
import { inProject } from './lib/project.mjs';
import { script, ScriptError } from './lib/run.mjs';
import { buildAll } from './lib/steps.mjs';

/** Seconds for lava-run, whose own timeouts add up to less. */
const LONGEST = 1200;
const LAVA = '/opt/lava/usr';
const SCHEMA = ['python3', `${LAVA}/share/lava-common/lava-schema.py`];
const JOBS = /** @type {const} */ (['qemu', 'imx6q-sabrelite', 'farm']);

/** What must be seen of a run that went well. */
const PASSING = [
  ...['probe', 'run', 'harness', 'wrong', 'overrun', 'length', 'refused', 'hung', 'kernel'],
  ...['operations', 'throughput', 'latency-p99'],
];

await script(() => {
  const started = performance.now();
  buildAll();
  const root = lavaRoot();
  const { archive, name } = packBoard({ withNode: false });
  const work = mkdtempSync(join(tmpdir(), 'afalg-lava-'));
  try {
    cpSync(inProject('scripts/lava'), join(work, 'scripts'), { recursive: true });
    cpSync(inProject('lava/devices'), join(work, 'devices'), { recursive: true });
    copyFileSync(archive, join(work, 'afalg-stress-linux-armv7.tar.gz'));
    const release = makeLavaBoard(join(work, 'kernel'));
    for (const job of JOBS) writeJob(work, job, name);
    checkSchemas(root, work);
    checkPipeline(root, work);
    process.stderr.write(`lava-run of lava/job-qemu.yaml, ${release}: two minutes\n`);
    const results = lavaRun(root, work, 'qemu');
    print(results);
    const problems = judge(results);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stdout.write(`${problems.length === 0 ? 'passed' : 'FAILED'} after ${seconds} s\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

/** A job with the places of this machine. @param {string} work @param {string} job @param {string} name of the package */
function writeJob(work, job, name) {
  const text = readFileSync(inProject(`lava/job-${job}.yaml`), 'utf8')
    .replaceAll('http://files.example', 'file:///mnt/work')
    .replaceAll('afalg-stress-VERSION-linux-armv7', name)
    .replaceAll('KERNEL', 'kernel');
  writeFileSync(join(work, `${job}.yaml`), job === 'qemu' ? withFailure(text) : text);
}

/** The same test a second time, with an option that there is not: whoever judges must notice. @param {string} text */
function withFailure(text) {
  const definition = text.slice(text.indexOf('        - from: url'));
  const failing = definition
    .replace('name: afalg-stress\n', 'name: must-fail\n')
    .replace(/OPTIONS: .*/, 'OPTIONS: --no-such-option');
  return `${text.trimEnd()}\n${failing}`;
}

/** @param {string} root @param {string} work */
function checkSchemas(root, work) {
  for (const job of JOBS) {
    inLavaRoot(root, work, [...SCHEMA, 'job', '--strict', `${job}.yaml`]);
    process.stderr.write(`lava/job-${job}.yaml fits LAVA's schema\n`);
  }
  for (const device of /** @type {const} */ (['qemu', 'imx6q-sabrelite'])) {
    const dictionary = `devices/${device}.jinja2`;
    const rendered = inLavaRoot(root, work, ['python3', 'scripts/device.py', dictionary, `${device}.yaml`]);
    writeFileSync(join(work, `device-${device}.yaml`), rendered);
    inLavaRoot(root, work, [...SCHEMA, 'device', `device-${device}.yaml`]);
    process.stderr.write(`lava/${dictionary} fits LAVA's schema\n`);
  }
}

/** Whether LAVA can make steps of the job for the real board; they are not taken. @param {string} root @param {string} work */
function checkPipeline(root, work) {
  // It only asks whether what it would load is there.
  for (const file of ['kernel/zImage', 'kernel/imx6q-sabrelite.dtb', 'kernel/modules.tar.xz', 'rootfs-armhf.tar.xz']) {
    writeFileSync(join(work, file), '');
  }
  const results = lavaRun(root, work, 'imx6q-sabrelite', ['--validate']);
  const job = results.find((each) => each.definition === 'lava' && each.case === 'validate')?.result ?? 'missing';
  if (job !== 'pass') throw new ScriptError(`lava/job-imx6q-sabrelite.yaml: LAVA's validation says ${job}`, 1);
  process.stderr.write("lava/job-imx6q-sabrelite.yaml is valid for the board's device\n");
}

/**
 * Results of a job; its log stays in build/.
 *
 * @param {string} root @param {string} work @param {string} job @param {readonly string[]} [more] options
 */
function lavaRun(root, work, job, more = []) {
  const options = ['--job-id', '1', '--output-dir', `out-${job}`, '--device', `device-${job}.yaml`, ...more];
  const program = ['timeout', '-k', '10', String(LONGEST), 'python3', `${LAVA}/bin/lava-run`];
  inLavaRoot(root, work, [
    'sh',
    '-c',
    '"$@" >lava.log 2>&1; echo $? >lava.end',
    'sh',
    ...program,
    ...options,
    `${job}.yaml`,
  ]);
  const code = readFileSync(join(work, 'lava.end'), 'utf8').trim();
  const kept = inProject(`build/lava-${job}.log`);
  copyFileSync(join(work, 'lava.log'), kept);
  process.stderr.write(`lava-run ended with ${code}; its log: ${kept}\n`);
  if (code === '124') throw new ScriptError(`lava-run took more than ${LONGEST} s: see ${kept}`, 1);
  return parseResults(inLavaRoot(root, work, ['python3', 'scripts/results.py', 'lava.log']));
}

/** @param {import('./lib/lava-results.mjs').LavaResult[]} results */
function print(results) {
  for (const name of ['afalg-stress', 'must-fail']) {
    for (const { case: what, result, measurement, units } of casesOf(results, name)) {
      const measured = measurement === undefined ? '' : `${Number(measurement)} ${units ?? ''}`;
      process.stdout.write(`${name.padEnd(12)} ${what.padEnd(24)} ${result.padEnd(7)} ${measured}`.trimEnd() + '\n');
    }
  }
}

/** @param {import('./lib/lava-results.mjs').LavaResult[]} results */
function judge(results) {
  const noticed = problemsOf(results, 'must-fail', ['harness']);
  return [
    ...problemsOf(results, 'afalg-stress', PASSING),
    ...(noticed.join() === 'must-fail harness: fail'
      ? []
      : [`a case that fails was not noticed as it should be: ${noticed.join(', ') || 'no problem'}`]),
  ];
}
