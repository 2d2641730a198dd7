import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Pace } from '#dist/orchestrator/pace.js';

describe('the pace of a run', () => {
  it('is nothing before there are two marks at different times', () => {
    const pace = new Pace();
    assert.deepEqual([pace.operationsPerSecond, pace.megabytesPerSecond], [0, 0]);
    pace.mark(1000, 500, 1_000_000);
    assert.deepEqual([pace.operationsPerSecond, pace.megabytesPerSecond], [0, 0]);
    pace.mark(1000, 600, 2_000_000);
    assert.deepEqual([pace.operationsPerSecond, pace.megabytesPerSecond], [0, 0]);
  });

  it('is what was done between the marks, per second', () => {
    const pace = new Pace();
    pace.mark(1000, 500, 1_000_000);
    pace.mark(3000, 2500, 9_000_000);
    assert.deepEqual([pace.operationsPerSecond, pace.megabytesPerSecond], [1000, 4]);
  });

  it('forgets what is more than five seconds old', () => {
    const pace = new Pace();
    for (let second = 0; second <= 60; second += 1) pace.mark(second * 1000, second * 1_000_000, 0);
    for (let second = 61; second <= 66; second += 1) pace.mark(second * 1000, 60_000_000, 0);
    assert.equal(pace.operationsPerSecond, 0);
  });

  it('smooths over pauses shorter than that', () => {
    const pace = new Pace();
    let operations = 0;
    for (let tick = 0; tick <= 100; tick += 1) {
      if (tick % 2 === 0) operations += 1000;
      pace.mark(tick * 500, operations, 0);
    }
    assert.ok(pace.operationsPerSecond > 800 && pace.operationsPerSecond < 1200, String(pace.operationsPerSecond));
  });

  it('still knows the last stretch when marks are rare', () => {
    const pace = new Pace();
    pace.mark(0, 0, 0);
    pace.mark(60_000, 600_000, 0);
    pace.mark(120_000, 600_000, 0);
    assert.equal(pace.operationsPerSecond, 0);
    pace.mark(180_000, 660_000, 0);
    assert.equal(pace.operationsPerSecond, 1000);
  });

  it('lies between the slowest and the fastest second', () => {
    const seconds = fc.array(fc.nat({ max: 100_000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(seconds, (rates) => {
        const pace = new Pace();
        let [time, operations] = [0, 0];
        pace.mark(time, operations, 0);
        for (const rate of rates) {
          time += 1000;
          operations += rate;
          pace.mark(time, operations, operations * 1e6);
          assert.ok(pace.operationsPerSecond >= Math.min(...rates) - 1e-6);
          assert.ok(pace.operationsPerSecond <= Math.max(...rates) + 1e-6);
          assert.ok(Math.abs(pace.megabytesPerSecond - pace.operationsPerSecond) < 1e-6);
        }
        const lastSeconds = rates.slice(-5);
        const average = lastSeconds.reduce((sum, rate) => sum + rate, 0) / lastSeconds.length;
        assert.ok(Math.abs(pace.operationsPerSecond - average) < 1e-6);
      }),
    );
  });
});
