import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Tally } from '#dist/orchestrator/tally.js';
import type { Heartbeat } from '#dist/worker/protocol.js';

const EMPTY: Heartbeat = {
  kind: 'heartbeat',
  workers: [],
  operations: 0,
  bytes: 0,
  queueFull: 0,
  latency: [],
  maxLatencyMicroseconds: 0,
};

describe('the tally of a run', () => {
  it('starts with nothing', () => {
    const tally = new Tally();
    assert.deepEqual(
      [tally.operations, tally.bytes, tally.maxLatencyMicroseconds, tally.histogram.total],
      [0, 0, 0, 0],
    );
  });

  it('adds what each heartbeat brings, and keeps the largest latency', () => {
    const tally = new Tally();
    tally.add({ ...EMPTY, operations: 3, bytes: 4096, latency: [[40, 3]], maxLatencyMicroseconds: 900 }, 0);
    tally.add(
      {
        ...EMPTY,
        operations: 2,
        bytes: 1024,
        latency: [
          [40, 1],
          [41, 1],
        ],
        maxLatencyMicroseconds: 17,
      },
      0,
    );
    assert.deepEqual([tally.operations, tally.bytes, tally.maxLatencyMicroseconds], [5, 5120, 900]);
    assert.deepEqual(tally.histogram.counts(), [
      [40, 4],
      [41, 1],
    ]);
  });

  it('is the sum of its heartbeats, beyond 32 bits', () => {
    const beat = fc.record({ operations: fc.nat(), bytes: fc.nat({ max: 2 ** 40 }), maxLatencyMicroseconds: fc.nat() });
    fc.assert(
      fc.property(fc.array(beat, { maxLength: 100 }), (beats) => {
        const tally = new Tally();
        for (const one of beats) tally.add({ ...EMPTY, ...one, latency: [[5, one.operations]] }, 0);
        const sum = (of: (one: (typeof beats)[number]) => number): number =>
          beats.reduce((total, one) => total + of(one), 0);
        assert.equal(
          tally.operations,
          sum(({ operations }) => operations),
        );
        assert.equal(
          tally.bytes,
          sum(({ bytes }) => bytes),
        );
        assert.equal(tally.histogram.total, tally.operations);
        assert.equal(tally.maxLatencyMicroseconds, Math.max(0, ...beats.map((one) => one.maxLatencyMicroseconds)));
      }),
    );
  });

  it('knows from where on all workers were at work: the first heartbeat after the last had joined', () => {
    const tally = new Tally();
    tally.add({ ...EMPTY, operations: 3, bytes: 48 }, 100);
    assert.equal(tally.together, undefined);
    tally.joined();
    tally.add({ ...EMPTY, operations: 4, bytes: 64 }, 200);
    tally.add({ ...EMPTY, operations: 50, bytes: 800 }, 300);
    assert.deepEqual(tally.together, { at: 200, operations: 7, bytes: 112 });
  });
});
