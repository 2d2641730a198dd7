import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cli, Results } from '../helpers/cli.js';

const RUN = ['run', '--guest', 'none', '--workers', '2', '--seed', '7'];

/** The host process of a run that is at work. */
async function hostOf(results: Results): Promise<number> {
  await results.event('bound');
  const { hostPid } = await results.event('start');
  assert.equal(typeof hostPid, 'number');
  await sleep(500);
  return Number(hostPid);
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; existsSync(`/proc/${String(pid)}`) && tries < 100; tries += 1) await sleep(20);
  return !existsSync(`/proc/${String(pid)}`);
}

describe('the end of a run', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`is orderly on ${signal}, with exit code 130`, async () => {
      using results = new Results();
      const cli = new Cli([...RUN, '--results', results.path]);
      const host = await hostOf(results);
      cli.child.kill(signal);
      const { code, stdout } = await cli.ended;
      assert.equal(code, 130);
      assert.match(stdout, /PASS: .*\n.*, interrupted\n/);
      assert.equal(results.json('summary.json')['ended'], 'interrupted');
      assert.ok(await isGone(host));
    });
  }

  it('names the harness, not the kernel, when the host process is killed', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--results', results.path]);
    process.kill(await hostOf(results), 'SIGKILL');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 2);
    assert.match(stdout, /BROKEN: .*\n {2}problem: the host process died \(signal SIGKILL\)/);
    assert.equal(results.json('summary.json')['verdict'], 'broken');
  });

  it('does not take a stopped host process for a hang', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--stall-timeout', '2s', '--results', results.path]);
    const host = await hostOf(results);
    process.kill(host, 'SIGSTOP');
    await sleep(5000);
    process.kill(host, 'SIGCONT');
    await sleep(500);
    cli.child.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 130, stdout);
    assert.ok(!results.events().some(({ event }) => event === 'finding'));
    assert.ok(await isGone(host));
  });

  it('loses no line when the cli process is killed, and takes the host with it', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--log-level', 'debug', '--active', '100ms', '--results', results.path]);
    const host = await hostOf(results);
    cli.child.kill('SIGKILL');
    await cli.ended;
    assert.ok(results.events().some(({ event }) => event === 'burst'));
    assert.ok(await isGone(host));
  });
});
