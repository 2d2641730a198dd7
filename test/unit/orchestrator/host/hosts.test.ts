import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeptHosts } from '#dist/orchestrator/host/hosts.js';
import { eventsOf, lastOf } from '#dist/results/run-view.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';
import { runToy } from '../../../helpers/toy-run.js';
import type { ToyTask } from '../../../helpers/toy-scenario.js';

/** A run by these hosts: which process it had, and what it came to. */
async function run(hosts: KeptHosts, task: ToyTask): Promise<{ readonly pid: number; readonly verdict: string }> {
  using results = new TemporaryDirectory();
  const { view } = await runToy(results, task, {}, new AbortController(), hosts);
  const start = lastOf(eventsOf(view.directory), 'start');
  assert.ok(start !== undefined);
  return { pid: start.event.hostPid, verdict: view.summary.verdict };
}

describe('runs that follow each other', () => {
  it('have one process as long as each finishes, and each its own result', async () => {
    using hosts = new KeptHosts();
    const runs = [];
    for (const operations of [7, 9, 11]) runs.push(await run(hosts, { operations, then: 'done' }));
    assert.equal(new Set(runs.map(({ pid }) => pid)).size, 1);
    assert.deepEqual(
      runs.map(({ verdict }) => verdict),
      ['pass', 'pass', 'pass'],
    );
  });

  it('have another after one that hung or died', async () => {
    using hosts = new KeptHosts();
    const first = await run(hosts, { operations: 3, then: 'stall' });
    const second = await run(hosts, { operations: 3, then: 'die' });
    const third = await run(hosts, { operations: 7, then: 'done' });
    assert.deepEqual([first.verdict, second.verdict, third.verdict], ['hung', 'broken', 'pass']);
    assert.equal(new Set([first.pid, second.pid, third.pid]).size, 3);
  });

  it('leave no process behind', async () => {
    let pid = 0;
    {
      using hosts = new KeptHosts();
      pid = (await run(hosts, { operations: 7, then: 'done' })).pid;
      assert.doesNotThrow(() => process.kill(pid, 0), 'kept for the next');
    }
    const gone = (): boolean => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    };
    const until = performance.now() + 10_000;
    while (!gone() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(gone());
  });
});
