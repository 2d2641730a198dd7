/** What a run does whatever it tests: a real host process, journal, watchdog and files, and no crypto. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readRunView } from '#dist/results/run-view.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';
import { runToy } from '../../helpers/toy-run.js';

describe('a run', () => {
  it('comes to its end and its verdict', async () => {
    using results = new TemporaryDirectory();
    const { view, events } = await runToy(results, { operations: 7, then: 'done' });
    const { verdict, exitCode, ended, counts, algorithm, seed } = view.summary;
    assert.deepEqual([verdict, exitCode, ended, counts.pass], ['pass', 0, 'operations', 7]);
    assert.deepEqual([algorithm, seed], ['a toy', '0x70']);
    assert.deepEqual(
      events.filter((event) => event !== 'kernel'),
      ['start', 'bound', 'end'],
    );
  });

  it('is broken when its results are removed while it goes on', async () => {
    using results = new TemporaryDirectory();
    const interrupt = new AbortController();
    interrupt.signal.addEventListener('abort', () => {
      for (const name of readdirSync(results.path)) rmSync(results.join(name), { recursive: true });
    });
    const { view } = await runToy(results, { operations: 7, then: 'interrupt' }, {}, interrupt);
    const { verdict, exitCode, problems } = view.summary;
    assert.deepEqual([verdict, exitCode], ['broken', 2]);
    assert.match(problems.join(), /was removed during the run: there are no results/);
  });

  it('leaves files that say the same as what it returned', async () => {
    using results = new TemporaryDirectory();
    const { view } = await runToy(results, { operations: 7, then: 'done' });
    assert.deepEqual(readRunView(view.directory), view);
    const files = readdirSync(view.directory).sort();
    assert.deepEqual(files, ['events.ndjson', 'kmsg.log', 'run.json', 'summary.json']);
  });

  it('stores a finding, and lets the host go on when it is on the disk', async () => {
    using results = new TemporaryDirectory();
    const { view, told, events } = await runToy(results, { operations: 3, then: 'refuse' });
    assert.deepEqual([view.summary.verdict, view.summary.exitCode, told], ['refused', 1, ['refused']]);
    assert.ok(events.includes('finding'));
    assert.deepEqual(readdirSync(join(view.directory, 'findings/0001')).sort(), ['finding.json', 'finding.txt']);
  });

  it('finds a hang, names what was in flight as the scenario does, and ends by itself', async () => {
    using results = new TemporaryDirectory();
    const { view } = await runToy(results, { operations: 3, then: 'stall' });
    assert.deepEqual([view.summary.verdict, view.summary.ended], ['hung', 'hung']);
    assert.match(readFileSync(join(view.directory, 'findings/0001/finding.json'), 'utf8'), /"toy:3"/);
  });

  it('is broken when its host dies', async () => {
    using results = new TemporaryDirectory();
    const { view, events } = await runToy(results, { operations: 3, then: 'die' });
    assert.deepEqual([view.summary.verdict, view.summary.exitCode], ['broken', 2]);
    assert.match(view.summary.problems.join(), /the host process died \(signal SIGKILL\)/);
    assert.ok(events.includes('host-died'));
  });

  it('ends when its time is up', async () => {
    using results = new TemporaryDirectory();
    const { view } = await runToy(results, { operations: 3, then: 'stall' }, { durationMilliseconds: 300 });
    assert.deepEqual([view.summary.ended, view.summary.verdict], ['duration', 'pass']);
  });
});
