import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LogClock } from '#dist/kernel/log/log-clock.js';

describe('the clock of the kernel log', () => {
  it('is the wall clock but for where it began', () => {
    const clock = new LogClock(1_000_000, 5000);
    assert.equal(clock.toWall(5300), 1_000_300);
    clock.learn(5300, 1_000_100, 1_000_400);
    assert.equal(clock.toWall(5300), 1_000_300, 'nothing to learn from what fits');
  });

  it('is corrected when a new record would lie before the last look or after this one', () => {
    const clock = new LogClock(1_000_000, 5000);
    clock.learn(5300, 1_000_500, 1_000_600);
    assert.equal(clock.toWall(5300), 1_000_500);
    assert.equal(clock.toWall(5350), 1_000_550);
    clock.learn(5500, 1_000_500, 1_000_600);
    assert.equal(clock.toWall(5500), 1_000_600);
  });

  it('never takes a new record to be older than the last look or younger than this one', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(20_000), fc.nat(500), (log, from, length) => {
        const clock = new LogClock(7000, 0);
        clock.learn(log, from, from + length);
        assert.ok(clock.toWall(log) >= from && clock.toWall(log) <= from + length);
      }),
    );
  });

  it('survives a wall clock that is set back between two looks', () => {
    const clock = new LogClock(1_000_000, 5000);
    clock.learn(5300, 1_000_250, 400_000);
    assert.equal(clock.toWall(5300), 400_000);
    assert.equal(clock.toWall(5310), 400_010);
  });
});
