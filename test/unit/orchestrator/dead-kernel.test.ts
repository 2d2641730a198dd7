import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { concludeDeadRun, keepConsole } from '#dist/orchestrator/dead-kernel.js';
import { readEvents } from '#dist/results/documents/read-events.js';
import { readRunView } from '#dist/results/run-view.js';
import type { KernelDeath } from '#dist/results/kernel-death.js';
import { storeFinding } from '../../helpers/stored-finding.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const PANIC: KernelDeath = {
  ...{ kind: 'panic', guest: 'the uml guest', time: Date.UTC(2026, 10, 21), results: 'run', silentMilliseconds: 400 },
  line: 'Kernel panic - not syncing: the driver did it',
  report: ['BUG: here', 'Kernel panic - not syncing: the driver did it'],
  console: ['before', 'BUG: here', 'Kernel panic - not syncing: the driver did it'],
};

/** What is left of a run in which an operation was wrong, and then the kernel died in the midst of a line. */
function deadRun(directory: TemporaryDirectory): string {
  const run = dirname(dirname(storeFinding(directory.path)));
  const interval = { event: 'interval', operations: 4711, bytes: 99, maxLatencyMicroseconds: 7, findings: 1 };
  const at = { level: 'info', time: '2026-11-20T00:00:05.000Z' };
  const journal = join(run, 'events.ndjson');
  appendFileSync(journal, `${JSON.stringify({ ...at, ...interval, inFlight: ['0x5eed:0:1:2'] })}\n{"level":"inf`);
  return run;
}

describe('a run whose kernel died', () => {
  it('has the death as a finding beside the others, and a summary of what was synced', () => {
    using directory = new TemporaryDirectory();
    const run = deadRun(directory);
    const view = concludeDeadRun(run, PANIC);
    const { verdict, exitCode, ended, problems, counts, findings } = view.summary;
    assert.deepEqual([verdict, exitCode, ended, problems], ['wrong', 1, 'kernel-died', []]);
    assert.deepEqual([counts.pass, counts.wrong, counts.kernel], [4711, 1, 1]);
    assert.deepEqual(
      findings.map(({ number, verdict: of, directory: at }) => [number, of, at]),
      [
        [1, 'wrong', 'findings/0001'],
        [2, 'kernel', 'findings/0002'],
      ],
    );
    assert.deepEqual(readRunView(run), view);
    assert.equal(readFileSync(join(run, 'console.log'), 'utf8'), `${PANIC.console.join('\n')}\n`);
    assert.match(readFileSync(join(run, 'findings/0002/finding.json'), 'utf8'), /"operations": \[\n +"0x5eed:0:1:2"/);
    assert.ok(!readdirSync(run).some((name) => name.startsWith('.reserve')), readdirSync(run).join());
  });

  it('goes on with its journal, behind the line that was torn', () => {
    using directory = new TemporaryDirectory();
    const run = deadRun(directory);
    concludeDeadRun(run, PANIC);
    const { events, unknown, isTorn } = readEvents(readFileSync(join(run, 'events.ndjson'), 'utf8'));
    assert.deepEqual(
      events.map(({ event }) => event.event),
      ['finding', 'interval', 'finding', 'end'],
    );
    assert.deepEqual([unknown, isTorn], [1, false]);
  });

  it('does not write over a finding that is not in the journal yet', () => {
    using directory = new TemporaryDirectory();
    const run = deadRun(directory);
    mkdirSync(join(run, 'findings/0002'));
    assert.equal(concludeDeadRun(run, PANIC).summary.findings.at(-1)?.directory, 'findings/0003');
  });

  it('stands still: then it is hung, with what was in flight', () => {
    using directory = new TemporaryDirectory();
    const { findings, verdict } = concludeDeadRun(deadRun(directory), { ...PANIC, kind: 'standstill' }).summary;
    assert.equal(verdict, 'hung');
    assert.match(findings.at(-1)?.text ?? '', /^no progress for 400ms, 1 operation\(s\) inside the kernel$/);
  });
});

it('the console of a kernel that died before there was a run is kept', () => {
  using directory = new TemporaryDirectory();
  const kept = keepConsole(directory.path, PANIC);
  assert.equal(kept, join(directory.path, '2026-11-21T00-00-00Z-panic'));
  assert.equal(readFileSync(join(kept, 'console.log'), 'utf8'), `${PANIC.console.join('\n')}\n`);
});
