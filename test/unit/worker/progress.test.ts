import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CALL, PROGRESS, PROGRESS_WORDS } from '#dist/afalg/layout.js';
import { Progress } from '#dist/worker/progress.js';
import { WORKER_STATE } from '#dist/worker/protocol.js';

/** Long enough that nobody would wait for it: a test that does fails on its own time limit. */
const FOREVER = 60_000;

/** What progress-worker.ts posts when its wait is over. */
interface Waited {
  readonly result: unknown;
  readonly milliseconds: number;
}

/** Lets a worker thread wait, does something to its progress meanwhile, and returns how the wait ended. */
async function meanwhile(progress: Progress, what: 'pause' | 'acknowledgement', act: () => void): Promise<Waited> {
  const workerData = { memory: progress.memory, what, milliseconds: FOREVER };
  const thread = new Worker(new URL('../../helpers/progress-worker.js', import.meta.url), { workerData });
  try {
    await once(thread, 'message');
    // It says so right before it waits; give it the time to be in the wait.
    await sleep(50);
    const answer = once(thread, 'message');
    act();
    const message: unknown = (await answer).at(0);
    assert.ok(typeof message === 'object' && message !== null && 'result' in message && 'milliseconds' in message);
    return { result: message.result, milliseconds: Number(message.milliseconds) };
  } finally {
    await thread.terminate();
  }
}

describe('a pause', { timeout: FOREVER / 4 }, () => {
  it('lasts as long as it was asked to', () => {
    const progress = new Progress();
    const start = performance.now();
    progress.pause(30);
    assert.ok(performance.now() - start >= 29);
  });

  it('is over at once after a stop', () => {
    const progress = new Progress();
    progress.stop();
    const start = performance.now();
    progress.pause(FOREVER);
    assert.ok(performance.now() - start < 5000);
  });

  it('is ended early by a stop from another thread', async () => {
    const progress = new Progress();
    const { milliseconds } = await meanwhile(progress, 'pause', () => {
      progress.stop();
    });
    assert.ok(milliseconds < 5000, String(milliseconds));
  });
});

describe('waiting for an acknowledgement', { timeout: FOREVER / 4 }, () => {
  it('is over at once when it is there already', () => {
    const progress = new Progress();
    progress.acknowledge();
    progress.acknowledge();
    assert.equal(progress.waitForAcknowledgement(2, FOREVER), true);
    assert.equal(progress.waitForAcknowledgement(1, FOREVER), true);
  });

  it('gives up at its bound and says so', () => {
    const progress = new Progress();
    progress.acknowledge();
    const start = performance.now();
    assert.equal(progress.waitForAcknowledgement(2, 40), false);
    const milliseconds = performance.now() - start;
    assert.ok(milliseconds >= 39 && milliseconds < 5000, String(milliseconds));
  });

  it('is over when another thread acknowledges', async () => {
    const progress = new Progress();
    const { result, milliseconds } = await meanwhile(progress, 'acknowledgement', () => {
      progress.acknowledge();
    });
    assert.equal(result, true);
    assert.ok(milliseconds < 5000, String(milliseconds));
  });

  it('is over when another thread stops the worker: nobody may write it down any more', async () => {
    const progress = new Progress();
    const { result, milliseconds } = await meanwhile(progress, 'acknowledgement', () => {
      progress.stop();
    });
    assert.equal(result, true);
    assert.ok(milliseconds < 5000, String(milliseconds));
  });
});

describe('the progress of a worker', () => {
  it('is seen through every view of its memory', () => {
    const here = new Progress();
    const there = new Progress(here.memory);
    here.set('burst', 7);
    here.words[PROGRESS.operation] = 42;
    assert.deepEqual([there.get('burst'), there.get('operation')], [7, 42]);
    assert.equal(here.words.length, PROGRESS_WORDS);
    assert.equal(there.isStopped(), false);
    here.stop();
    assert.equal(there.isStopped(), true);
  });

  it('beats whenever it enters a state', () => {
    const progress = new Progress();
    for (const [index, state] of (['setup', 'active', 'reporting', 'idle', 'finished'] as const).entries()) {
      progress.enter(state);
      assert.deepEqual([progress.get('state'), progress.get('beat')], [WORKER_STATE[state], index + 1]);
    }
  });

  it('goes into a snapshot whole', () => {
    const progress = new Progress();
    progress.set('threadId', 4711);
    progress.enter('active');
    progress.set('burst', 3);
    progress.set('operation', 99);
    for (const [slot, operation, call] of [
      [0, 99, CALL.receive],
      [255, 0, CALL.send],
    ] as const) {
      progress.words.set([operation + 1, call], PROGRESS.flights + 2 * slot);
    }
    const snapshot = {
      worker: 5,
      threadId: 4711,
      state: WORKER_STATE.active,
      beat: 1,
      burst: 3,
      operation: 99,
      flights: [
        { operation: 99, call: CALL.receive },
        { operation: 0, call: CALL.send },
      ],
    };
    assert.deepEqual(progress.snapshot(5), snapshot);
  });
});
