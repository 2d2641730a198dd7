import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { native } from '#dist/afalg/native.js';
import { Tfm } from '#dist/afalg/tfm.js';

function sockets(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('descriptors', () => {
  it('do not leak over 10 000 open and close cycles, nor does memory', () => {
    const cycle = (): void => {
      using tfm = Tfm.open('skcipher', 'cbc(aes)');
      tfm.setKey(Buffer.alloc(16));
      tfm.accept();
    };
    for (let index = 0; index < 1000; index += 1) cycle();
    globalThis.gc?.();
    const [before, memory] = [sockets(), process.memoryUsage.rss()];
    for (let index = 0; index < 10_000; index += 1) cycle();
    assert.equal(sockets(), before);
    const growth = (process.memoryUsage.rss() - memory) / 2 ** 20;
    assert.ok(growth < 16, `memory grew by ${growth.toFixed(1)} MiB`);
  });

  it('close when the worker that opened them is terminated', async () => {
    native();
    const body = `
      import { parentPort } from 'node:worker_threads';
      import { native } from ${JSON.stringify(import.meta.resolve('#dist/afalg/native.js'))};
      const addon = native();
      for (let index = 0; index < 50; index += 1) addon.accept(addon.openTfm('skcipher', 'cbc(aes)'));
      parentPort.postMessage('open');
      setInterval(() => undefined, 1000);`;
    const before = sockets();
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(body)}`));
    await once(worker, 'message');
    assert.ok(sockets() >= before + 100, 'the worker has its sockets open');
    await worker.terminate();
    for (let tries = 0; sockets() > before && tries < 50; tries += 1) await sleep(20);
    assert.equal(sockets(), before);
  });
});
