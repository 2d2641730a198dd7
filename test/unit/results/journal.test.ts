import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LOG_LEVELS, type LogLevel } from '#dist/options/log-level.js';
import type { JournalEvent } from '#dist/results/documents/events.js';
import { Journal } from '#dist/results/journal.js';
import { runShortOfSpace } from '../../helpers/short-of-space.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const INTERVAL: JournalEvent = {
  ...{ event: 'interval', operations: 1, bytes: 16, maxLatencyMicroseconds: 1, findings: 0, inFlight: [] },
};

const noRoom = (): boolean => false;

function linesOf(path: string): readonly Readonly<Record<string, unknown>>[] {
  const text = readFileSync(path, 'utf8');
  assert.ok(text === '' || text.endsWith('\n'));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const parsed: unknown = JSON.parse(line);
      assert.ok(typeof parsed === 'object' && parsed !== null);
      return { ...parsed };
    });
}

describe('the journal', () => {
  it('has what was logged in the file at once, a line of JSON each', () => {
    using directory = new TemporaryDirectory();
    const path = directory.join('events.ndjson');
    const journal = new Journal(path, 'new', 'info', noRoom);
    journal.record({ event: 'start', settings: ['run'], hostPid: 7 });
    assert.equal(linesOf(path).length, 1);
    journal.record({ event: 'file-lost', file: 'kmsg.log', reason: 'ENOSPC' });
    const [start, lost] = linesOf(path);
    assert.deepEqual([start?.['level'], start?.['event'], start?.['settings']], ['info', 'start', ['run']]);
    assert.deepEqual([lost?.['level'], lost?.['file'], lost?.['reason']], ['error', 'kmsg.log', 'ENOSPC']);
    for (const line of [start, lost]) {
      assert.match(String(line?.['time']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.ok(line !== undefined && !('pid' in line) && !('hostname' in line));
    }
    journal.close();
  });

  it('can be synced to the disk, as often as one likes', () => {
    using directory = new TemporaryDirectory();
    const journal = new Journal(directory.join('events.ndjson'), 'new', 'info', noRoom);
    assert.equal(journal.sync(), true);
    journal.record(INTERVAL);
    assert.equal(journal.sync(), true);
    journal.close();
    assert.equal(journal.lost, 0);
  });

  it('says false when it cannot be synced any more', () => {
    using directory = new TemporaryDirectory();
    const journal = new Journal(directory.join('events.ndjson'), 'new', 'info', noRoom);
    journal.close();
    assert.equal(journal.sync(), false);
  });

  it('holds what its level asks for', () => {
    using directory = new TemporaryDirectory();
    const held = (level: LogLevel): number => {
      const path = directory.join(level);
      const journal = new Journal(path, 'new', level, noRoom);
      journal.record({ event: 'burst', worker: 0, burst: 0, operations: 0 });
      journal.record(INTERVAL);
      journal.record({ event: 'stress-ng-ended', seconds: 1, exit: 'exit code 0', planned: true, lastLine: '' });
      journal.record({ event: 'host-died', description: 'signal SIGKILL', stderr: '' });
      journal.close();
      return linesOf(path).length;
    };
    assert.deepEqual(LOG_LEVELS.map(held), [4, 3, 2, 1]);
  });

  it('never touches a file that is already there', () => {
    using directory = new TemporaryDirectory();
    const path = directory.join('events.ndjson');
    new Journal(path, 'new', 'info', noRoom).close();
    assert.throws(() => new Journal(path, 'new', 'info', noRoom), { code: 'EEXIST' });
  });

  it('reads back whatever text was logged, in one line', () => {
    using directory = new TemporaryDirectory();
    const path = directory.join('events.ndjson');
    const journal = new Journal(path, 'new', 'info', noRoom);
    const texts: string[] = [];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        texts.push(text);
        journal.record({ event: 'file-lost', file: text, reason: '' });
      }),
    );
    journal.close();
    assert.deepEqual(
      linesOf(path).map((line) => line['file']),
      texts,
    );
  });
});

describe('the journal on a full disk', () => {
  it('counts the lines that did not fit, and leaves none of them half written', () => {
    using directory = new TemporaryDirectory();
    const { lostLines, asked } = runShortOfSpace('journal', directory.path);
    const lines = linesOf(directory.join('events.ndjson'));
    assert.ok(lostLines > 0 && lines.length > 0);
    assert.equal(lines.length + lostLines, 200);
    assert.equal(asked, lostLines);
    assert.deepEqual(
      lines.map((line) => line['burst']),
      Array.from(lines.keys()),
    );
  });

  it('asks for room, and loses nothing when it is made', (t) => {
    using directory = new TemporaryDirectory();
    const { lostLines, asked } = runShortOfSpace('journal-with-room', directory.path);
    if (lostLines > 0) {
      t.skip('no prlimit here to make room with');
      return;
    }
    assert.equal(asked, 1);
    assert.equal(linesOf(directory.join('events.ndjson')).length, 200);
  });
});
