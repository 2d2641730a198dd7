import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { statusLine } from '#dist/report/status-line.js';
import type { RunStatus } from '#dist/results/run-status.js';

const STATUS: RunStatus = {
  elapsedMilliseconds: 65_400,
  durationMilliseconds: 0,
  operations: 1_234_567,
  operationsLimit: null,
  operationsPerSecond: 18_876.4,
  megabytesPerSecond: 43.26,
  findings: 0,
  stressNg: 'off',
};

describe('the status line', () => {
  it('says how long, how much, how fast, and what was found', () => {
    assert.equal(statusLine(STATUS), '1:05  0 findings  1 234 567 ops  18 876/s  43.3 MB/s');
  });

  it('shows the limits that the run has', () => {
    const line = statusLine({ ...STATUS, durationMilliseconds: 600_000, operationsLimit: 2_000_000 });
    assert.equal(line, '1:05/10:00  0 findings  1 234 567/2 000 000 ops  18 876/s  43.3 MB/s');
  });

  it('says whether stress-ng runs, loudly when it does not any more', () => {
    assert.match(statusLine({ ...STATUS, stressNg: 'running' }), / {2}stress-ng$/);
    assert.match(statusLine({ ...STATUS, stressNg: 'ended' }), /^1:05 {2}0 findings {2}stress-ng ENDED {2}/);
  });

  it('has what matters most in its first 40 columns, and no pace before there is one', () => {
    const line = statusLine({
      ...STATUS,
      elapsedMilliseconds: 43_199_000,
      durationMilliseconds: 43_200_000,
      findings: 1,
    });
    assert.match(line.slice(0, 39), / {2}1 finding {2}/);
    assert.equal(statusLine({ ...STATUS, operationsPerSecond: 0 }), '1:05  0 findings  1 234 567 ops');
  });

  it('is one line of ASCII, and fits a terminal for any number an hour of work can bring', () => {
    const statuses: fc.Arbitrary<RunStatus> = fc.record({
      elapsedMilliseconds: fc.nat({ max: 3_599_999 }),
      durationMilliseconds: fc.nat({ max: 3_599_999 }),
      operations: fc.nat({ max: 999_999_999 }),
      operationsLimit: fc.constant(null),
      operationsPerSecond: fc.double({ min: 0, max: 999_999, noNaN: true }),
      megabytesPerSecond: fc.double({ min: 0, max: 9999, noNaN: true }),
      findings: fc.nat({ max: 999 }),
      stressNg: fc.constantFrom('off' as const, 'running' as const),
    });
    fc.assert(
      fc.property(statuses, (status) => {
        const line = statusLine(status);
        assert.match(line, /^[\x20-\x7e]+$/);
        assert.ok(line.length < 80, line);
      }),
    );
  });
});
