import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise, type RunEnd } from '#dist/orchestrator/summarise.js';
import { Tally } from '#dist/orchestrator/tally.js';
import { noCounts } from '#dist/results/verdict.js';
import type { Heartbeat } from '#dist/worker/protocol.js';

function beat(operations: number): Heartbeat {
  const bytes = operations * 1_000_000;
  return { kind: 'heartbeat', workers: [], operations, bytes, queueFull: 0, latency: [], maxLatencyMicroseconds: 1 };
}

function end(tally: Tally, elapsedMilliseconds: number): RunEnd {
  return {
    ...{ scenario: { seed: '0x1', subject: 'cbc(aes)' }, ended: 'duration', problems: [], drivers: [], tally },
    engine: { name: 'uring', depth: 8 },
    findings: { counts: noCounts(), lines: [], total: 0 },
    ...{ startedAt: 1000, elapsedMilliseconds, stressNg: null },
    kernel: {
      ...{ log: { kind: 'read', records: 0, lost: 0, notKept: 0 }, otherAlarms: 0 },
      ...{ taint: { before: '0', after: '0', gained: [] }, engine: { kind: 'unknown' } },
    },
    ...{ memoryKiB: { cli: 0, host: 0 }, lost: { lines: 0, files: 0 } },
  };
}

describe('the throughput of a run', () => {
  it('is of its whole time where all workers began together', () => {
    const tally = new Tally();
    tally.add(beat(100), 11_000);
    const { operationsPerSecond, megabytesPerSecond, elapsedSeconds } = summarise(end(tally, 10_000));
    assert.deepEqual([operationsPerSecond, megabytesPerSecond, elapsedSeconds], [10, 10, 10]);
  });

  it('is of the time in which all were there where some joined later', () => {
    const tally = new Tally();
    tally.add(beat(10), 3000);
    tally.joined();
    tally.add(beat(10), 6000);
    tally.add(beat(100), 11_000);
    const { operationsPerSecond, megabytesPerSecond, counts } = summarise(end(tally, 10_000));
    assert.deepEqual([operationsPerSecond, megabytesPerSecond, counts.pass], [20, 20, 120]);
  });

  it('is of the whole where all were there for less than a second', () => {
    const tally = new Tally();
    tally.joined();
    tally.add(beat(50), 10_500);
    tally.add(beat(50), 11_000);
    assert.equal(summarise(end(tally, 10_000)).operationsPerSecond, 10);
  });
});
