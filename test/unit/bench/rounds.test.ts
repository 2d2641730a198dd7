import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summariseRounds, type Round } from '#dist/bench/rounds.js';

function round(megabytesPerSecond: number, bucket = 400): Round {
  const milliseconds = 200;
  const bytes = megabytesPerSecond * 1000 * milliseconds;
  return { operations: 100, bytes, milliseconds, latency: [[bucket, 100]], maxMicroseconds: 900 };
}

describe('the rounds of a cell', () => {
  it('are worth their median, and half their range is the noise', () => {
    const measured = summariseRounds([round(50), round(40), round(100), round(45), round(60)]);
    assert.equal(measured.megabytesPerSecond, 50);
    assert.equal(measured.noisePercent, 60, '(100 - 40) / 2 of 50');
    assert.equal(measured.operations, 500);
    assert.equal(measured.operationsPerSecond, 500);
  });

  it('have no noise when they are alike', () => {
    assert.equal(summariseRounds([round(50), round(50), round(50)]).noisePercent, 0);
  });

  it('share one histogram, and the slowest operation of all is the slowest', () => {
    const { latencyMicroseconds } = summariseRounds([round(50, 400), { ...round(50, 500), maxMicroseconds: 40_000 }]);
    assert.ok(latencyMicroseconds.p50 < latencyMicroseconds.p90);
    assert.equal(latencyMicroseconds.max, 40_000);
  });
});
