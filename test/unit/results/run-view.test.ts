import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { REPORT_FORMATS } from '#dist/report/formats.js';
import { Journal } from '#dist/results/journal.js';
import { readRunView } from '#dist/results/run-view.js';
import { HUNG, SETUP } from '../../helpers/findings.js';
import { rewrite, storeRun } from '../../helpers/stored-run.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

describe('the view of a run', () => {
  it('is what its files say', () => {
    using top = new TemporaryDirectory();
    const directory = storeRun(top.path, { operations: 1000 });
    const { run, summary } = readRunView(directory);
    assert.equal(summary.counts.pass, 1000);
    assert.equal(run.settings.board, 'board-01');
    assert.equal(
      REPORT_FORMATS.json({ directory, run, summary }),
      readFileSync(join(directory, 'summary.json'), 'utf8'),
    );
  });

  it('is refused when two runs were mixed', () => {
    using top = new TemporaryDirectory();
    const directory = storeRun(top.path);
    rewrite(directory, 'summary.json', (text) => text.replace('"seed": "0x5eed"', '"seed": "0x1"'));
    assert.throws(() => readRunView(directory), { name: 'CommandError', message: /are of different runs$/ });
  });

  it('has of a run that did not end what was synced, and says so', () => {
    using top = new TemporaryDirectory();
    const directory = storeRun(top.path, { unfinished: true, findings: [HUNG, SETUP] });
    const path = join(directory, 'events.ndjson');
    const before = readFileSync(path, 'utf8');
    rmSync(path);
    const journal = new Journal(path, 'new', 'info', () => false);
    journal.record({ event: 'bound', drivers: [], stressNg: null });
    journal.record({
      event: 'interval',
      operations: 4711,
      bytes: 1e6,
      maxLatencyMicroseconds: 99,
      findings: 2,
      inFlight: [],
    });
    journal.close();
    writeFileSync(path, `${readFileSync(path, 'utf8')}${before}{"level":"info","torn`);
    const view = readRunView(directory);
    const { verdict, exitCode, ended, counts, findings, latencyMicroseconds } = view.summary;
    assert.deepEqual([verdict, exitCode, ended], ['hung', 1, 'unfinished']);
    assert.deepEqual([counts.pass, counts.hung, counts.refused, latencyMicroseconds.max], [4711, 1, 1, 99]);
    assert.equal(findings.length, 2);
    assert.match(REPORT_FORMATS.text(view), /FAIL: 1 refused, 1 hung\n {2}problem: the run did not end/);
  });

  it('is broken when nothing was found before the machine died', () => {
    using top = new TemporaryDirectory();
    const { summary } = readRunView(storeRun(top.path, { unfinished: true }));
    assert.deepEqual([summary.verdict, summary.exitCode], ['broken', 2]);
  });
});
