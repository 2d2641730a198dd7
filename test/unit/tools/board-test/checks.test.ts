import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { boardChecks, GIVEN, type Check } from '#tools/board-test/checks.js';
import { boardDocument } from '#tools/board-test/document.js';
import { JobOutput } from '#tools/board-test/job-output.js';
import { readBoardRun } from '#tools/board-test/board-run.js';
import type { Reference } from '#tools/board-test/reference.js';
import { rewrite, storeRun } from '../../../helpers/stored-run.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

const TESTS = ['unit/plan/seed', 'unit/oracle/cavp'];
const REFERENCE: Reference = {
  outputs: `cbc ${'a'.repeat(64)}\n`,
  decode: 'decoded\n',
  disasm: new Map([['job', 'SEQ OUT PTR\n']]),
  planDigest: 'b'.repeat(64),
};

function checksOf(directory: string): readonly Check[] {
  return boardChecks(new JobOutput(directory), TESTS, REFERENCE, 60);
}

function failedIn(directory: string): readonly string[] {
  return checksOf(directory)
    .filter(({ passed }) => !passed)
    .map(({ name }) => name);
}

describe('the checks of the test on the board', () => {
  it('fail where the job left nothing behind, all but that of the time', () => {
    using job = new TemporaryDirectory();
    const passed = checksOf(job.path).filter((check) => check.passed);
    assert.deepEqual(
      passed.map(({ name }) => name),
      ['all of it within 20 minutes'],
    );
  });

  it('are by what the steps printed, and how they ended', () => {
    using job = new TemporaryDirectory();
    const files: Readonly<Record<string, string>> = {
      'test-unit-plan-seed.stdout': '# pass 3\n# fail 0\n',
      'test-unit-oracle-cavp.stdout': '# pass 5\n# fail 0\n',
      'outputs.stdout': REFERENCE.outputs,
      'decode.stdout': REFERENCE.decode,
      'decode.end': '0 10.00 11.00\n',
      'disasm-job.stdout': 'SEQ OUT PTR\n',
      'alignment-before': 'User:\t\t0\nUser faults:\t5 (signal)\n',
      'alignment-after': 'User:\t\t0\nUser faults:\t5 (signal)\n',
      'no-node.stderr': 'afalg-stress: no Node here: install Node\n',
      'no-node.end': '2 1.00 2.00\n',
      dmesg: '[    0.000000] Booting Linux\n',
      given: GIVEN,
      'given.seen': GIVEN,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(job.join(name), text);
    const withoutRuns = [
      '30 s beside stress-ng',
      'the plan of that run is that of x86',
      'resident memory <= 160 MiB',
      'seconds beyond 2^31 (year 2040)',
      '--with-node on a system without Node',
      'files for the guest are seen there, and stay as they are here',
    ];
    assert.deepEqual(failedIn(job.path), withoutRuns);
    const worse: readonly (readonly [string, string, string])[] = [
      ['test-unit-plan-seed.stdout', '# pass 0\n# fail 0\n', 'tests of 32-bit traps'],
      ['test-unit-plan-seed.stdout', '# pass 3\n', 'tests of 32-bit traps'],
      ['outputs.stdout', 'cbc 00\n', 'plans and output bytes equal those of x86'],
      ['decode.end', '1 10.00 11.00\n', 'decode prints what it prints on x86'],
      ['disasm-job.stdout', '', 'disasm prints what it prints on x86'],
      ['alignment-after', 'User:\t\t1\nUser faults:\t5 (signal)\n', 'no unaligned access'],
      ['no-node.end', '0 1.00 2.00\n', 'without any Node: one line'],
      ['dmesg', 'Internal error: Oops: 17 [#1]\n', 'the kernel log is clean'],
    ];
    for (const [name, text, check] of worse) {
      writeFileSync(job.join(name), text);
      assert.ok(failedIn(job.path).includes(check), check);
      writeFileSync(job.join(name), files[name] ?? '');
    }
    assert.deepEqual(failedIn(job.path), withoutRuns);
  });
});

describe('a run on the board', () => {
  it('is read as a run leaves it', () => {
    using results = new TemporaryDirectory();
    storeRun(results.path, { driver: 'cbc-aes-neonbs' });
    const run = readBoardRun(results.path);
    assert.equal(run?.driver, 'cbc-aes-neonbs');
    assert.equal(run.verdict, 'pass');
    assert.equal(run.passed, 1000);
    assert.equal(run.stressNg, null);
    assert.match(run.planDigest, /^[0-9a-f]{64}$/);
    assert.match(boardDocument([], { release: '6.12', uname: 'Linux', packages: [] }, run), /1000 operations verified/);
  });

  it('says whether stress-ng ended before it', () => {
    using results = new TemporaryDirectory();
    const report = {
      ...{ version: '0.15', commandLine: 'stress-ng --vm 1', pid: 7, exit: 'exit code 0' },
      ...{ endedEarlyAfterSeconds: null, metrics: ['vm 1234 bogo ops'] },
    };
    const directory = storeRun(results.path, {});
    const stressNg = (early: number | null) => (text: string) =>
      text.replace(
        /"stressNg": ?(null|\{[^}]*\})/,
        `"stressNg": ${JSON.stringify({ ...report, endedEarlyAfterSeconds: early })}`,
      );
    rewrite(directory, 'summary.json', stressNg(null));
    assert.deepEqual(readBoardRun(results.path)?.stressNg, { endedEarly: false, metrics: report.metrics });
    rewrite(directory, 'summary.json', stressNg(3));
    assert.equal(readBoardRun(results.path)?.stressNg?.endedEarly, true);
  });

  it('is none where nothing was written', () => {
    using results = new TemporaryDirectory();
    assert.equal(readBoardRun(results.path), null);
    assert.equal(readBoardRun(results.join('nowhere')), null);
  });
});
