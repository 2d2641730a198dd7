import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Booting } from '#dist/cli/booting.js';
import { Terminal } from '#dist/cli/terminal.js';
import { fakeTerminal } from '../../helpers/fake-terminal.js';

describe('while a guest boots', () => {
  it('a terminal says for how long, until it is up', async () => {
    const { stream, written } = fakeTerminal(true);
    const booting = new Booting('qemu', new Terminal(stream, { TERM: 'xterm' }, false), 5);
    const code = await booting.until(async () => {
      while (written.length < 2) await sleep(5);
      booting.end();
      const soFar = written.length;
      await sleep(30);
      assert.equal(written.length, soFar, 'what the guest writes is not written over');
      return 7;
    });
    assert.equal(code, 7);
    assert.equal(written[0], '\rbooting the qemu guest  0:00\x1b[K');
    assert.equal(written.at(-1), '\r\x1b[K');
  });

  it('ends with a guest that never comes up', async () => {
    const { stream, written } = fakeTerminal(true);
    const booting = new Booting('uml', new Terminal(stream, { TERM: 'xterm' }, false), 5);
    await assert.rejects(
      booting.until(async () => {
        await sleep(1);
        throw new Error('no kernel');
      }),
      /no kernel/,
    );
    const soFar = written.length;
    await sleep(30);
    assert.equal(written.length, soFar);
  });
});
