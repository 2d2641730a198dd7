import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HISTOGRAM_BUCKETS, PROGRESS } from '#dist/afalg/layout.js';
import { Meter } from '#dist/worker/meter.js';
import { Progress } from '#dist/worker/progress.js';

const WRAP = 2 ** 32;

/** What the addon does to a counter: 32 bits, wrapping. */
function advance(progress: Progress, word: number, by: number): void {
  progress.words[word] = ((progress.words[word] ?? 0) + by) % WRAP;
}

describe('the counts of the meter', () => {
  it('are what happened since the last reading, of all workers together', () => {
    const workers = [new Progress(), new Progress()] as const;
    const meter = new Meter(workers);
    advance(workers[0], PROGRESS.operations, 3);
    advance(workers[0], PROGRESS.bytes, 4096);
    advance(workers[1], PROGRESS.operations, 2);
    advance(workers[1], PROGRESS.bytes, 1024);
    assert.deepEqual(meter.readCounts(), { operations: 5, bytes: 5120, queueFull: 0 });
    assert.deepEqual(meter.readCounts(), { operations: 0, bytes: 0, queueFull: 0 });
    advance(workers[1], PROGRESS.operations, 1);
    advance(workers[0], PROGRESS.queueFull, 7);
    assert.deepEqual(meter.readCounts(), { operations: 1, bytes: 0, queueFull: 7 });
  });

  it('are right when a counter goes over 2^32', () => {
    const worker = new Progress();
    for (const word of [PROGRESS.operations, PROGRESS.bytes]) worker.words[word] = WRAP - 10;
    const meter = new Meter([worker]);
    meter.readCounts();
    advance(worker, PROGRESS.operations, 25);
    advance(worker, PROGRESS.bytes, WRAP - 1);
    assert.deepEqual(meter.readCounts(), { operations: 25, bytes: WRAP - 1, queueFull: 0 });
  });

  it('sum up to all that happened, however often they are read', () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: WRAP - 1 }), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: WRAP - 1 }), (moves, start) => {
        const workers = Array.from({ length: 4 }, () => new Progress());
        for (const { words } of workers) words[PROGRESS.bytes] = start;
        const meter = new Meter(workers);
        meter.readCounts();
        let happened = 0;
        let read = 0;
        for (const [worker, amount, twice] of moves) {
          advance(workers[worker] ?? assert.fail(), PROGRESS.bytes, amount);
          happened += amount;
          // After every move: a counter must not go round between two readings.
          read += meter.readCounts().bytes;
          if (twice) read += meter.readCounts().bytes;
        }
        assert.equal(read, happened);
      }),
    );
  });

  it('of no workers are nothing', () => {
    assert.deepEqual(new Meter([]).readCounts(), { operations: 0, bytes: 0, queueFull: 0 });
  });
});

describe('the latencies of the meter', () => {
  it('are the buckets that grew, in order, the first and the last included', () => {
    const workers = [new Progress(), new Progress()] as const;
    const meter = new Meter(workers);
    const last = HISTOGRAM_BUCKETS - 1;
    advance(workers[1], PROGRESS.histogram + 40, 1);
    advance(workers[1], PROGRESS.histogram, 5);
    advance(workers[0], PROGRESS.histogram + 40, 2);
    advance(workers[0], PROGRESS.histogram + last, 1);
    assert.deepEqual(meter.readLatency(), [
      [0, 5],
      [40, 3],
      [last, 1],
    ]);
    assert.deepEqual(meter.readLatency(), []);
  });

  it('are right when a counter goes over 2^32', () => {
    const worker = new Progress();
    worker.words[PROGRESS.histogram + 7] = WRAP - 10;
    const meter = new Meter([worker]);
    meter.readLatency();
    advance(worker, PROGRESS.histogram + 7, 11);
    assert.deepEqual(meter.readLatency(), [[7, 11]]);
  });

  it('lose nothing when the counts are read more often', () => {
    const worker = new Progress();
    const meter = new Meter([worker]);
    for (let round = 0; round < 10; round += 1) {
      advance(worker, PROGRESS.operations, 3);
      advance(worker, PROGRESS.histogram + 99, 3);
      assert.equal(meter.readCounts().operations, 3);
    }
    assert.deepEqual(meter.readLatency(), [[99, 30]]);
  });

  it('of no workers are none', () => {
    assert.deepEqual(new Meter([]).readLatency(), []);
  });
});
