import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cli, Results, runCli } from '../helpers/cli.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';
import { runToy } from '../helpers/toy-run.js';

const TWO_WORKERS = ['run', '--guest', 'none', '--workers', '2'];
const RUN = [...TWO_WORKERS, '--duration', '3s'];

describe('--stress-ng', () => {
  it('runs beside the test and ends with it', async () => {
    using results = new Results();
    const args = [...RUN, '--stress-ng', '--vm 1 --vm-bytes 16M', '--results', results.path];
    const { code, stdout, stderr } = await runCli(args);
    assert.equal(code, 0, stdout + stderr);
    const report = JSON.stringify(results.json('summary.json')['stressNg']);
    assert.match(report, /"version":"stress-ng, version \d/);
    assert.match(report, /"commandLine":"stress-ng .*--vm 1 --vm-bytes 16M"/);
    assert.match(report, /"endedEarlyAfterSeconds":null,"exit":"exit code 0"/);
    assert.match(report, /"metrics":\["stressor/);
    const pid = Number(/"pid":(\d+)/.exec(report)?.[1]);
    assert.ok(!existsSync(`/proc/${String(pid)}`));
  });

  it('is stopped, too, when the run is interrupted before it is at work', async () => {
    using results = new TemporaryDirectory();
    const { view } = await runToy(results, { operations: 1, then: 'interrupt' }, { stressNg: '--vm 1 --vm-bytes 16M' });
    const { ended, stressNg } = view.summary;
    assert.equal(ended, 'interrupted');
    assert.ok(stressNg !== null);
    assert.deepEqual(groupOf(stressNg.pid), []);
  });

  it('says so when it is missing, and tests nothing', async () => {
    using results = new Results();
    const env = { ...process.env, PATH: '/nowhere' };
    const { code, stderr } = await runCli([...RUN, '--stress-ng', '--vm 1', '--results', results.path], { env });
    assert.equal(code, 4);
    assert.match(stderr, /stress-ng is not installed: apt-get install stress-ng/);
    assert.deepEqual(results.runs(), []);
  });

  it('says so when it does not start', async () => {
    using results = new Results();
    const { code, stderr } = await runCli([...RUN, '--stress-ng', '--no-such-stressor 1', '--results', results.path]);
    assert.equal(code, 4);
    assert.match(stderr, /stress-ng did not start \(exit code \d+: .*\)/);
  });

  it('says so when it ends early by its own plan', async () => {
    using results = new Results();
    const args = [...RUN, '--stress-ng', '--vm 1 --vm-bytes 16M --timeout 1', '--results', results.path];
    const { code, stdout, stderr } = await runCli(args);
    assert.equal(code, 0, 'its own --timeout is the wish of whoever gave it');
    assert.match(stderr, /stress-ng ended by itself after \d\.\d s \(exit code 0\)/);
    assert.match(stdout, /stress-ng +.*ENDED BY ITSELF/);
  });

  it('says so when it is killed, and does not call the run good', async () => {
    using results = new Results();
    const run = [...TWO_WORKERS, '--duration', '8s'];
    const cli = new Cli([...run, '--stress-ng', '--vm 1 --vm-bytes 16M', '--results', results.path]);
    const bound = JSON.stringify(await results.event('bound'));
    const pid = Number(/"pid":(\d+)/.exec(bound)?.[1]);
    const stressors = await stressorsOf(pid);
    // A stressor that outlives its parent holds the pipes of both open, for longer than the run lasts.
    for (const stressor of stressors) process.kill(stressor, 'SIGSTOP');
    process.kill(pid, 'SIGKILL');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 2, stdout);
    assert.match(stdout, /problem: stress-ng ended by itself after .* \(signal SIGKILL\).*without memory pressure/);
    assert.deepEqual(groupOf(pid), []);
  });

  it('does not outlive us when we are killed', async () => {
    using results = new Results();
    const cli = new Cli([...TWO_WORKERS, '--stress-ng', '--vm 1 --vm-bytes 16M', '--results', results.path]);
    const bound = JSON.stringify(await results.event('bound'));
    const pid = Number(/"pid":(\d+)/.exec(bound)?.[1]);
    await stressorsOf(pid);
    cli.child.kill('SIGKILL');
    await cli.ended;
    for (let tries = 0; groupOf(pid).length > 0 && tries < 250; tries += 1) await sleep(20);
    assert.deepEqual(groupOf(pid), []);
  });
});

/** The processes that were started with stress-ng, and by it; it says that it starts them a moment before it does. */
async function stressorsOf(stressNg: number): Promise<readonly number[]> {
  for (let tries = 0; tries < 500; tries += 1) {
    const stressors = groupOf(stressNg).filter((member) => member !== stressNg);
    // One of them is who ends it when we die.
    if (stressors.length > 1) return stressors;
    await sleep(20);
  }
  throw new Error('stress-ng has started nothing');
}

/** The living processes of a process group, by field 5 of /proc/PID/stat. */
function groupOf(group: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [state, , pgrp] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return Number(pgrp) === group && state !== 'Z';
      } catch {
        // It ended while we were looking.
        return false;
      }
    });
}
