// What must be true of what scripts/board/test-job.sh left behind.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** MiB of resident memory for the default run, all processes together. */
const MEMORY_MIB = 160;
const SECONDS = 20 * 60;
/** What is in the files that the guest gets to read. */
export const GIVEN = 'of the host\n';

/** @typedef {{name: string, passed: boolean, found: string}} Check */
/** @typedef {{outputs: string, decode: string, disasm: ReadonlyMap<string, string>, planDigest: string}} Reference */

/**
 * @param {string} out the directory that the job filled
 * @param {readonly string[]} tests
 * @param {Reference} reference the same from x86
 * @param {number} seconds from before the boot to the end of the job
 * @returns {readonly Check[]}
 */
export function boardChecks(out, tests, reference, seconds) {
  const text = (/** @type {string} */ name) =>
    existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : '';
  const code = (/** @type {string} */ step) => Number(text(`${step}.end`).split(' ')[0] || NaN);
  const suites = tests.map((name) => {
    const printed = text(`test-${name.replaceAll('/', '-')}.stdout`);
    return { name, passed: count(printed, 'pass'), failed: count(printed, 'fail') };
  });
  const bad = suites.filter(({ passed, failed }) => passed === 0 || failed !== 0).map(({ name }) => name);
  const total = suites.reduce((sum, { passed }) => sum + passed, 0);
  const known = suites.filter(({ name }) => /cavp|primitives/.test(name)).reduce((sum, { passed }) => sum + passed, 0);
  const disasm = [...reference.disasm].filter(([name, printed]) => text(`disasm-${name}.stdout`) !== printed);
  const pressure = runIn(join(out, 'pressure'));
  const memory = (pressure.summary.memoryKiB?.cli + pressure.summary.memoryKiB?.host) / 1024;
  const stress = pressure.summary.stressNg;
  const later = runIn(join(out, 'year-2040'));
  const withNode = runIn(join(out, 'with-node'));
  const passes = (/** @type {any} */ { summary }, /** @type {number} */ operations) =>
    summary.verdict === 'pass' && summary.counts.pass >= operations;
  return [
    check(
      'tests of 32-bit traps',
      bad.length === 0,
      bad.length === 0 ? `${total} passed` : `failed: ${bad.join(', ')}`,
    ),
    check('known vectors (NIST CAVP, RFC 3602, SP 800-38A)', known > 0 && bad.length === 0, `${known} tests`),
    check(
      'plans and output bytes equal those of x86',
      text('outputs.stdout') === reference.outputs && reference.outputs !== '',
      firstDigest(text('outputs.stdout')),
    ),
    check(
      'decode prints what it prints on x86',
      text('decode.stdout') === reference.decode && code('decode') === 0,
      `${lines(text('decode.stdout'))} lines`,
    ),
    check(
      'disasm prints what it prints on x86',
      disasm.length === 0 && reference.disasm.size > 0,
      `${reference.disasm.size} listings`,
    ),
    check(
      '30 s beside stress-ng',
      passes(pressure, 1000) && code('pressure') === 0 && stress?.endedEarlyAfterSeconds === null,
      speed(pressure.summary),
    ),
    check(
      'the plan of that run is that of x86',
      pressure.run.planDigest === reference.planDigest,
      String(pressure.run.planDigest).slice(0, 16),
    ),
    check(
      `resident memory <= ${MEMORY_MIB} MiB`,
      memory <= MEMORY_MIB,
      `${memory.toFixed(1)} MiB, ${String(pressure.run.settings?.workers)} workers`,
    ),
    check(
      'seconds beyond 2^31 (year 2040)',
      passes(later, 500) && /^2040-02-29T12:/.test(later.run.started) && later.summary.elapsedSeconds < 600,
      `started ${String(later.run.started)}, took ${String(later.summary.elapsedSeconds)} s`,
    ),
    check(
      'no unaligned access',
      faults(text('alignment-before')) === faults(text('alignment-after')) &&
        /signal|warn/.test(text('alignment-after')),
      faults(text('alignment-after')),
    ),
    check(
      '--with-node on a system without Node',
      passes(withNode, 500) && code('with-node') === 0,
      `Node ${String(withNode.run.machine?.nodeVersion)}`,
    ),
    check(
      'without any Node: one line',
      code('no-node') === 2 && /^afalg-stress: no Node here: .*\n$/.test(text('no-node.stderr')),
      text('no-node.stderr').trim(),
    ),
    check(
      'files for the guest are seen there, and stay as they are here',
      ['given', 'results/given'].every((name) => text(name) === GIVEN && text(`${name}.seen`) === GIVEN),
      text('given.seen').trim(),
    ),
    check(
      'the kernel log is clean',
      !/Oops|BUG:|WARNING:|Unable to handle/.test(text('dmesg')) && text('dmesg') !== '',
      `${lines(text('dmesg'))} lines`,
    ),
    check(`all of it within ${SECONDS / 60} minutes`, seconds < SECONDS, `${seconds.toFixed(0)} s`),
  ];
}

/** @param {string} name @param {boolean} passed @param {string} found @returns {Check} */
function check(name, passed, found) {
  return { name, passed, found };
}

/** The documents of the only run in a directory; empty ones when there is none. @param {string} results @returns {any} */
export function runIn(results) {
  const [name = ''] = existsSync(results) ? readdirSync(results) : [];
  const document = (/** @type {string} */ file) => {
    const path = join(results, name, file);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  };
  return { run: document('run.json'), summary: document('summary.json') };
}

/** @param {string} tap @param {string} what @returns {number} -1 when it does not say */
function count(tap, what) {
  return Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? -1);
}

/** The line of the alignment file that counts. @param {string} text */
function faults(text) {
  return text
    .split('\n')
    .filter((line) => /^(User|Half|Word|DWord|Multi|Skipped):/.test(line))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join(', ');
}

/** @param {string} text */
function lines(text) {
  return text.split('\n').length - 1;
}

/** @param {string} outputs */
function firstDigest(outputs) {
  return `${lines(outputs)} workloads, ${outputs.split('\n')[0]?.replace(/ (\S{16})\S*/g, ' $1') ?? ''}`;
}

/** @param {any} summary */
function speed({ counts, operationsPerSecond, drivers }) {
  return `${String(counts?.pass)} operations, ${Math.round(operationsPerSecond)}/s, ${String(drivers?.[0]?.driver)}`;
}
