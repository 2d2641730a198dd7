import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Tfm } from '#dist/afalg/tfm.js';
import { Engine } from '../helpers/vce.js';
import { isRight, KEY, request } from '../helpers/vce-requests.js';

/** Threads that make requests, each with a tfm of its own. */
class Threads {
  readonly outcomes: unknown[] = [];
  readonly #ended: Promise<unknown>[] = [];

  constructor(threads: number, count: number) {
    for (let thread = 0; thread < threads; thread += 1) {
      const workerData = { first: thread * count, count };
      const worker = new Worker(new URL('../helpers/vce-request-thread.js', import.meta.url), { workerData });
      worker.on('message', (outcome) => this.outcomes.push(outcome));
      this.#ended.push(once(worker, 'exit'));
    }
  }

  async end(): Promise<readonly unknown[]> {
    await Promise.all(this.#ended);
    return this.outcomes;
  }
}

async function reaches(engine: Engine, counter: string, value: number): Promise<void> {
  for (let tries = 0; engine.counter(counter) !== value; tries += 1) {
    assert.ok(tries < 1000, `${counter} is ${String(engine.counter(counter))}`);
    await sleep(10);
  }
}

function assertBusy(engine: Engine, parameter: string, value: string): void {
  assert.throws(
    () => {
      engine.write(parameter, value);
    },
    { code: 'EBUSY' },
  );
}

describe('a request that waits for ever', () => {
  it('lost: holds the module, which goes on, until it is released', async () => {
    using engine = new Engine();
    engine.arm('lost=1;limit=2');
    const threads = new Threads(2, 2);
    await reaches(engine, 'lost_now', 2);
    assert.deepEqual(threads.outcomes, []);
    assertBusy(engine, 'arm', 'flip=1');
    assertBusy(engine, 'arm', 'off');
    assertBusy(engine, 'reset', '1');
    assert.match(engine.unload(), /in use|temporarily unavailable/);
    using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
    tfm.setKey(KEY);
    assert.ok(isRight(request(tfm.accept(), 100, 64)));
    engine.assertConsistent();
    engine.write('release', 110);
    assert.deepEqual((await threads.end()).toSorted(), ['ETIMEDOUT', 'ETIMEDOUT', 'right', 'right']);
    assert.equal(engine.counter('released'), 2);
    assert.deepEqual(
      engine.faults().map(({ fault }) => fault),
      ['lost', 'lost'],
    );
    engine.assertConsistent();
    tfm.close();
    engine.arm('off');
    assert.equal(engine.unload(), '');
  });

  it('lost with wedge: the lane stays dead, and everybody waits', async () => {
    using engine = new Engine('lanes=1');
    engine.arm('lost=1;limit=1;wedge=1');
    const threads = new Threads(3, 1);
    await reaches(engine, 'submitted', 3);
    await reaches(engine, 'lost_now', 1);
    assert.equal(engine.counter('waiting_now'), 2);
    engine.write('release', 5);
    assert.deepEqual((await threads.end()).toSorted(), ['EIO', 'right', 'right']);
    engine.assertConsistent();
  });

  it('busy: -EBUSY without a place in the queue, until it is released', async () => {
    using engine = new Engine();
    engine.arm('busy=1;limit=1');
    const threads = new Threads(1, 2);
    await reaches(engine, 'orphans_now', 1);
    assert.deepEqual(threads.outcomes, []);
    assertBusy(engine, 'arm', 'off');
    assert.notEqual(engine.unload(), '');
    engine.write('release', 5);
    assert.deepEqual(await threads.end(), ['EIO', 'right']);
    assert.deepEqual(
      engine.faults().map(({ fault, detail }) => [fault, detail]),
      [['busy', 1]],
    );
    engine.assertConsistent();
  });

  it('a full queue is a backlog: everybody is told, and served', async () => {
    using engine = new Engine('qlen=1', 'lanes=1');
    engine.write('latency_us', 2000);
    const outcomes = await new Threads(6, 20).end();
    assert.equal(outcomes.length, 120);
    assert.ok(outcomes.every((outcome) => outcome === 'right'));
    assert.ok(engine.counter('backlogged') > 0);
    assert.equal(engine.counter('submitted'), 120);
    engine.assertConsistent();
  });

  it('release wants an errno', () => {
    using engine = new Engine();
    for (const value of ['0', '4096', 'now', '']) {
      assert.throws(
        () => {
          engine.write('release', value);
        },
        { code: 'EINVAL' },
      );
    }
  });
});
