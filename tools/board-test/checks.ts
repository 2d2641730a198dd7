// What must be true of what tools/board-test/test-job.sh left behind.
import { readBoardRun, type BoardRun } from './board-run.js';
import type { JobOutput, Suite } from './job-output.js';
import type { Reference } from './reference.js';

/** MiB of resident memory for the default run, all processes together. */
const MEMORY_MIB = 160;
const SECONDS = 20 * 60;
/** What is in the files that the guest gets to read. */
export const GIVEN = 'of the host\n';

export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly found: string;
}

/**
 * @param tests names of test files
 * @param reference the same from x86
 * @param seconds from before the boot to the end of the job
 */
export function boardChecks(
  job: JobOutput,
  tests: readonly string[],
  reference: Reference,
  seconds: number,
): readonly Check[] {
  return [
    ...suiteChecks(tests.map((name) => job.suite(name))),
    ...sameChecks(job, reference),
    ...pressureChecks(job, reference.planDigest),
    ...boardOnlyChecks(job),
    check(`all of it within ${String(SECONDS / 60)} minutes`, seconds < SECONDS, `${seconds.toFixed(0)} s`),
  ];
}

function suiteChecks(suites: readonly Suite[]): readonly Check[] {
  const bad = suites.filter(({ passed, failed }) => passed === 0 || failed !== 0).map(({ name }) => name);
  const total = sumOf(suites);
  const known = sumOf(suites.filter(({ name }) => /cavp|primitives/.test(name)));
  const found = bad.length === 0 ? `${String(total)} passed` : `failed: ${bad.join(', ')}`;
  return [
    check('tests of 32-bit traps', bad.length === 0, found),
    check('known vectors (NIST CAVP, RFC 3602, SP 800-38A)', known > 0 && bad.length === 0, `${String(known)} tests`),
  ];
}

/** What must be the same as on x86. */
function sameChecks(job: JobOutput, reference: Reference): readonly Check[] {
  const outputs = job.text('outputs.stdout');
  const decoded = job.text('decode.stdout');
  const disasm = [...reference.disasm].filter(([name, printed]) => job.text(`disasm-${name}.stdout`) !== printed);
  return [
    check(
      'plans and output bytes equal those of x86',
      outputs === reference.outputs && outputs !== '',
      `${lineCount(outputs)} workloads, ${outputs.split('\n')[0]?.replace(/ (\S{16})\S*/g, ' $1') ?? ''}`,
    ),
    check(
      'decode prints what it prints on x86',
      decoded === reference.decode && job.code('decode') === 0,
      `${lineCount(decoded)} lines`,
    ),
    check(
      'disasm prints what it prints on x86',
      disasm.length === 0 && reference.disasm.size > 0,
      `${String(reference.disasm.size)} listings`,
    ),
  ];
}

/** Of the run with memory pressure beside it. */
function pressureChecks(job: JobOutput, planDigest: string): readonly Check[] {
  const run = readBoardRun(job.join('pressure'));
  const memory = run === null ? NaN : run.memoryMiB.cli + run.memoryMiB.host;
  const withPressure = run?.stressNg?.endedEarly === false;
  return [
    check(
      '30 s beside stress-ng',
      passes(run, 1000) && job.code('pressure') === 0 && withPressure,
      run === null
        ? NO_RUN
        : `${String(run.passed)} operations, ${String(Math.round(run.operationsPerSecond))}/s, ${run.driver}`,
    ),
    check(
      'the plan of that run is that of x86',
      run?.planDigest === planDigest,
      run?.planDigest.slice(0, 16) ?? NO_RUN,
    ),
    check(
      `resident memory <= ${String(MEMORY_MIB)} MiB`,
      memory <= MEMORY_MIB,
      run === null ? NO_RUN : `${memory.toFixed(1)} MiB, ${String(run.workers)} workers`,
    ),
  ];
}

/** What is different on a board, and nowhere else. */
function boardOnlyChecks(job: JobOutput): readonly Check[] {
  const later = readBoardRun(job.join('year-2040'));
  const withNode = readBoardRun(job.join('with-node'));
  const [before, after] = [job.text('alignment-before'), job.text('alignment-after')];
  const log = job.text('dmesg');
  return [
    check(
      'seconds beyond 2^31 (year 2040)',
      passes(later, 500) && later?.started.startsWith('2040-02-29T12:') === true && later.elapsedSeconds < 600,
      later === null ? NO_RUN : `started ${later.started}, took ${String(later.elapsedSeconds)} s`,
    ),
    check('no unaligned access', faults(before) === faults(after) && /signal|warn/.test(after), faults(after)),
    check(
      '--with-node on a system without Node',
      passes(withNode, 500) && job.code('with-node') === 0,
      withNode === null ? NO_RUN : `Node ${withNode.nodeVersion}`,
    ),
    check(
      'without any Node: one line',
      job.code('no-node') === 2 && /^afalg-stress: no Node here: .*\n$/.test(job.text('no-node.stderr')),
      job.text('no-node.stderr').trim(),
    ),
    check(
      'files for the guest are seen there, and stay as they are here',
      ['given', 'results/given'].every((name) => job.text(name) === GIVEN && job.text(`${name}.seen`) === GIVEN),
      job.text('given.seen').trim(),
    ),
    check(
      'the kernel log is clean',
      !/Oops|BUG:|WARNING:|Unable to handle/.test(log) && log !== '',
      `${lineCount(log)} lines`,
    ),
  ];
}

const NO_RUN = 'no run that came to its end';

function check(name: string, passed: boolean, found: string): Check {
  return { name, passed, found };
}

function passes(run: BoardRun | null, operations: number): boolean {
  return run !== null && run.verdict === 'pass' && run.passed >= operations;
}

function sumOf(suites: readonly Suite[]): number {
  return suites.reduce((sum, { passed }) => sum + passed, 0);
}

/** The lines of the alignment file that count. */
function faults(text: string): string {
  return text
    .split('\n')
    .filter((line) => /^(User|Half|Word|DWord|Multi|Skipped):/.test(line))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join(', ');
}

function lineCount(text: string): string {
  return String(text.split('\n').length - 1);
}
