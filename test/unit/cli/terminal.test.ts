import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { Terminal } from '#dist/cli/terminal.js';
import { fakeTerminal } from '../../helpers/fake-terminal.js';

/** Where a terminal must not be written over: no TTY, one that cannot, one that nobody watches. */
const PLAIN_PLACES: readonly (readonly [name: string, isTTY: boolean, environment: NodeJS.ProcessEnv])[] = [
  ['a pipe or a file', false, { TERM: 'xterm' }],
  ['a dumb terminal', true, { TERM: 'dumb' }],
  ['the terminal of a CI service', true, { TERM: 'xterm', CI: 'true' }],
  ['the terminal of a CI service that only sets the variable', true, { TERM: 'xterm', CI: '' }],
];

/** Runs something with performance.now under control; `advance` moves it. */
function withClock(body: (advance: (milliseconds: number) => void) => void): void {
  let now = 5_000_000;
  const mocked = mock.method(performance, 'now', () => now);
  try {
    body((milliseconds) => {
      now += milliseconds;
    });
  } finally {
    mocked.mock.restore();
  }
}

describe('the status on a terminal', () => {
  it('is one line that is written over', () => {
    const { stream, written } = fakeTerminal(true);
    const terminal = new Terminal(stream, { TERM: 'xterm' }, false);
    terminal.status('0:01  1 ops');
    terminal.status('0:02  2 ops');
    assert.equal(written.join(''), '\r0:01  1 ops\x1b[K\r0:02  2 ops\x1b[K');
  });

  it('goes before a line that stays, and before the end', () => {
    const { stream, written } = fakeTerminal(true);
    const terminal = new Terminal(stream, {}, false);
    terminal.status('status');
    terminal.line('finding 1');
    assert.equal(written.join(''), '\rstatus\x1b[K\r\x1b[Kfinding 1\n');
    written.length = 0;
    terminal.clear();
    assert.equal(written.join(''), '', 'there was nothing to clear');
    terminal.status('status');
    terminal.clear();
    terminal.clear();
    assert.equal(written.join(''), '\rstatus\x1b[K\r\x1b[K');
  });

  it('is never as wide as the terminal: the last column would start a new line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.stringMatching(/^[ -~]{0,300}$/), (columns, text) => {
        const { stream, written } = fakeTerminal(true, columns);
        new Terminal(stream, {}, false).status(text);
        const shown = written.join('').replace('\r', '').replace('\x1b[K', '');
        assert.equal(shown, text.slice(0, columns - 1));
        assert.ok(shown.length <= columns - 1);
      }),
    );
  });

  it('takes 80 columns for granted where the terminal says 0, as serial consoles do', () => {
    const { stream, written } = fakeTerminal(true, 0);
    new Terminal(stream, {}, false).status('x'.repeat(200));
    assert.equal(written.join(''), `\r${'x'.repeat(79)}\x1b[K`);
  });
});

for (const [name, isTTY, environment] of PLAIN_PLACES) {
  describe(`the status on ${name}`, () => {
    it('is a plain line every half minute, without a single control character', () => {
      withClock((advance) => {
        const { stream, written } = fakeTerminal(isTTY);
        const terminal = new Terminal(stream, environment, false);
        for (let second = 1; second <= 90; second += 1) {
          advance(1000);
          terminal.status(`second ${String(second)}`);
        }
        terminal.clear();
        assert.equal(written.join(''), 'second 30\nsecond 60\nsecond 90\n');
      });
    });

    it('does not cut lines', () => {
      withClock((advance) => {
        const { stream, written } = fakeTerminal(isTTY, 20);
        const terminal = new Terminal(stream, environment, false);
        advance(30_000);
        terminal.status('x'.repeat(200));
        terminal.line('y'.repeat(200));
        assert.equal(written.join(''), `${'x'.repeat(200)}\n${'y'.repeat(200)}\n`);
      });
    });
  });
}

describe('a quiet terminal', () => {
  for (const isTTY of [true, false]) {
    it(`shows what must be said and nothing else${isTTY ? '' : ', in a pipe'}`, () => {
      withClock((advance) => {
        const { stream, written } = fakeTerminal(isTTY);
        const terminal = new Terminal(stream, {}, true);
        advance(60_000);
        terminal.status('status');
        terminal.note('seed 0x1');
        terminal.line('stress-ng ended by itself');
        terminal.clear();
        assert.equal(written.join(''), 'stress-ng ended by itself\n');
      });
    });
  }
});

describe('a note', () => {
  it('is a line for those who did not ask for quiet', () => {
    const { stream, written } = fakeTerminal(false);
    new Terminal(stream, {}, false).note('seed 0x1');
    assert.equal(written.join(''), 'seed 0x1\n');
  });
});

describe('a reader that goes away', () => {
  it('does not end the run', () => {
    const { stream, written } = fakeTerminal(false);
    const terminal = new Terminal(stream, {}, false);
    assert.doesNotThrow(() => stream.emit('error', new Error('EPIPE')));
    terminal.line('still here');
    assert.equal(written.join(''), 'still here\n');
  });
});
