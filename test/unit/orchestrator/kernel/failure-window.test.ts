import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureWindow, overlaps } from '#dist/orchestrator/kernel/failure-window.js';
import { HUNG, REFUSED, SETUP } from '../../../helpers/findings.js';

describe('the time of a failure', () => {
  it('is from the beginning of the operation to its end, with 20 ms on either side', () => {
    const at = { ...REFUSED.at, time: 10_000, latencyMicroseconds: 3000 };
    assert.deepEqual(failureWindow({ ...REFUSED, at }), { from: 9977, to: 10_020 });
  });

  it('is from the last progress to the hang', () => {
    assert.deepEqual(failureWindow({ ...HUNG, time: 50_000, afterMilliseconds: 10_000 }), { from: 39_980, to: 50_020 });
  });

  it('is a moment for a socket that could not be made', () => {
    assert.deepEqual(failureWindow({ ...SETUP, time: 100 }), { from: 80, to: 120 });
  });

  it('takes in both its ends', () => {
    const window = { from: 80, to: 120 };
    assert.deepEqual(
      [79.9, 80, 100, 120, 120.1].map((time) => overlaps(window, time)),
      [false, true, true, true, false],
    );
  });
});
