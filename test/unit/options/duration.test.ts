import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '#dist/options/duration.js';

describe('durations', () => {
  it('reads the units that people write', () => {
    assert.equal(parseDuration('500ms'), 500);
    assert.equal(parseDuration('2s'), 2000);
    assert.equal(parseDuration('1.5m'), 90_000);
    assert.equal(parseDuration('12h'), 43_200_000);
    assert.equal(parseDuration('0'), 0);
    assert.equal(parseDuration('1h30m'), 5_400_000);
    assert.equal(parseDuration('2d'), 172_800_000);
    assert.equal(parseDuration('1s500ms'), 1500);
  });

  it('refuses what it would have to guess at', () => {
    for (const text of ['', '5', '-1s', '1w', '2 s', 's', '1e3s', '0x10s', '30m1h', '1h1h', '1h 30m']) {
      assert.equal(parseDuration(text), undefined, text);
    }
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.nat(), (milliseconds) => {
        assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
      }),
    );
  });
});
