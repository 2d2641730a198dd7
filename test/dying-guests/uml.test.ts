import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { ENDING } from '#dist/results/documents/ending.js';
import { SUMMARY } from '#dist/results/documents/summary.js';
import { Cli, Results, runCli, type Ended } from '../helpers/cli.js';
import { defined } from '../helpers/defined.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

/** native/doom, built for the uml guest's kernel. */
const DOOM = defined(process.env['AFALG_DOOM_MODULE']);
const RUN = [
  'run',
  '--guest',
  'uml',
  '--workers',
  '2',
  '--seed',
  '0x5eed',
  '--stall-timeout',
  '2s',
  '--duration',
  '60s',
];
/** Long enough for the run to begin, on a loaded machine too, and for its first intervals to reach the disk. */
const DELAY_MILLISECONDS = 14_000;

async function doomed(how: string, results: Results, ...more: readonly string[]): Promise<Ended> {
  const module = `${DOOM},how=${how},delay_ms=${String(DELAY_MILLISECONDS)}`;
  return runCli([...RUN, '--guest-module', module, '--results', results.path, ...more]);
}

describe('a run whose kernel dies', { timeout: 240_000 }, () => {
  it('of a panic has a finding with the console, and a summary of what was synced', async () => {
    using results = new Results();
    const { code, stdout, stderr } = await doomed('panic', results);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /^seed 0x5eed\nFAIL: 1 kernel\n/);
    assert.match(
      stdout,
      /finding 1: kernel: the kernel panicked .*: Kernel panic - not syncing: doom: the driver did it/,
    );
    const summary = SUMMARY.load(join(results.run(), 'summary.json'));
    assert.deepEqual([summary.verdict, summary.exitCode, summary.ended], ['kernel', 1, 'kernel-died']);
    assert.ok(summary.counts.pass > 0, 'operations that the journal had');
    assert.match(readFileSync(join(results.run(), 'console.log'), 'utf8'), /Kernel panic - not syncing: doom/);
    const finding = readFileSync(join(results.run(), 'findings/0001/finding.json'), 'utf8');
    assert.match(finding, /"operations": \[\n +"0x5eed:\d:\d+:\d+/);
    assert.equal(results.events().at(-1)?.['event'], 'end');
  });

  it('of a dereferenced null pointer says so', async () => {
    using results = new Results();
    const { code, stdout } = await doomed('null', results, '--json');
    assert.equal(code, 1);
    const summary = SUMMARY.read(stdout, 'stdout');
    assert.deepEqual([summary.verdict, summary.exitCode], ['kernel', 1]);
    assert.match(summary.findings.at(-1)?.text ?? '', /Kernel panic - not syncing/);
  });

  it('of a restart says so', async () => {
    using results = new Results();
    const { code, stdout } = await doomed('restart', results);
    assert.equal(code, 1);
    assert.match(stdout, /finding 1: kernel: the machine was reset /);
  });

  it('by standing still is hung', async () => {
    using results = new Results();
    const { code, stdout } = await doomed('loop', results);
    assert.equal(code, 1);
    assert.match(stdout, /^seed 0x5eed\nFAIL: 1 hung\n/);
  });

  it('before it began has the console in the results, and one document', async () => {
    using results = new Results();
    const { code, stdout } = await runCli([
      ...RUN,
      ...['--guest-module', `${DOOM},how=panic`, '--results', results.path, '--json'],
    ]);
    assert.equal(code, 1);
    const { verdict, exitCode, reason } = ENDING.read(stdout, 'stdout');
    assert.deepEqual([verdict, exitCode], ['kernel', 1]);
    assert.match(reason, /^the uml guest: Kernel panic - not syncing: doom: the driver did it; /);
    assert.match(readFileSync(join(results.run(), 'console.log'), 'utf8'), /doom: the driver did it/);
  });

  it('is bad, not skipped, for who bisects with probe --check', async () => {
    const probe = ['probe', '--guest', 'uml', '--guest-module', `${DOOM},how=panic`, '--check', 'cbc(aes)'];
    const { code, stderr } = await runCli(probe);
    assert.equal(code, 1);
    assert.match(stderr, /afalg-stress: the uml guest: Kernel panic - not syncing: doom/);
  });
});

describe('a signal to a command in a guest', { timeout: 240_000 }, () => {
  it('ends it in order at any moment, and leaves nothing behind', async () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      for (const milliseconds of [100, 400, 800, 1200, 1600, 2400, 3600]) {
        using results = new Results();
        using temporary = new TemporaryDirectory();
        const env = { ...process.env, TMPDIR: temporary.path };
        const cli = new Cli([...RUN, '--json', '--results', results.path], { env });
        await sleep(milliseconds);
        cli.child.kill(signal);
        const { code, stdout, stderr, milliseconds: took } = await cli.ended;
        const moment = `${signal} after ${String(milliseconds)} ms: ${stderr}`;
        // Before Node has come so far as to hear of signals, it dies of them.
        if (code === null) continue;
        assert.equal(code, 130, moment);
        assert.ok(took < 30_000, `${moment} took ${String(took)} ms`);
        assert.doesNotThrow(() => JSON.parse(stdout), moment);
        assert.deepEqual(readdirSync(temporary.path), [], moment);
      }
    }
  });

  it('ends a kernel that stands still, when there is a second one', async () => {
    using results = new Results();
    const module = `${DOOM},how=loop,delay_ms=1`;
    const cli = new Cli([...RUN, '--guest-module', module, '--results', results.path]);
    await sleep(8000);
    cli.child.kill('SIGINT');
    cli.child.kill('SIGTERM');
    assert.equal((await cli.ended).code, 130);
  });
});

it('a directory with a blank in its name can be TMPDIR', { timeout: 60_000 }, async () => {
  using results = new Results();
  using parent = new TemporaryDirectory();
  const TMPDIR = parent.join('t m,p');
  mkdirSync(TMPDIR);
  const env = { ...process.env, TMPDIR };
  const { code, stderr } = await runCli(['run', '--guest', 'uml', '--ops', '50', '--results', results.path], { env });
  assert.equal(code, 0, stderr);
});
