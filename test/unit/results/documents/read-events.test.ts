import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Journal } from '#dist/results/journal.js';
import { readEvents } from '#dist/results/documents/read-events.js';
import type { JournalEvent } from '#dist/results/documents/events.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

const START: JournalEvent = { event: 'start', settings: ['run', '--ops', '1'], hostPid: 4711 };
const LOST: JournalEvent = { event: 'file-lost', file: 'findings/0001/input.bin', reason: 'ENOSPC' };

/** The text of a journal with these events. */
function journalOf(...events: readonly JournalEvent[]): string {
  using directory = new TemporaryDirectory();
  const path = directory.join('events.ndjson');
  const journal = new Journal(path, 'new', 'debug', () => false);
  for (const event of events) journal.record(event);
  journal.close();
  return readFileSync(path, 'utf8');
}

describe('reading a journal', () => {
  it('gives back what was recorded, with its time', () => {
    const { events, unknown, isTorn } = readEvents(journalOf(START, LOST));
    assert.deepEqual(
      events.map(({ event }) => event),
      [START, LOST],
    );
    for (const { time } of events) assert.match(time, /^\d{4}-\d\d-\d\dT.*Z$/);
    assert.deepEqual([unknown, isTorn], [0, false]);
  });

  it('takes all that is whole of one whose machine died', () => {
    const text = journalOf(START, LOST);
    const whole = text.indexOf('\n') + 1;
    for (let end = whole + 1; end < text.length; end += 1) {
      const { events, isTorn } = readEvents(text.slice(0, end));
      assert.deepEqual([events.length, isTorn], [1, true], String(end));
    }
  });

  it('counts lines that it does not know, and goes on', () => {
    const strange = '{"level":"info","time":"x","event":"of-a-later-version"}\nnot JSON\n[]\n{"event":"start"}\n';
    const { events, unknown } = readEvents(strange + journalOf(LOST));
    assert.deepEqual([events.length, unknown], [1, 4]);
  });

  it('finds nothing in nothing', () => {
    assert.deepEqual(readEvents(''), { events: [], unknown: 0, isTorn: false });
  });
});
