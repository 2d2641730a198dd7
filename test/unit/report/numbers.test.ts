import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clockText, grouped, latencyText } from '#dist/report/numbers.js';

describe('a large number', () => {
  it('is grouped by thousands, with plain blanks', () => {
    assert.equal(grouped(0), '0');
    assert.equal(grouped(999), '999');
    assert.equal(grouped(1000), '1 000');
    assert.equal(grouped(1_234_567), '1 234 567');
    assert.equal(grouped(12_345.6), '12 346');
  });

  it('is the same number without the blanks', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const text = grouped(value);
        assert.equal(Number(text.replaceAll(' ', '')), value);
        assert.match(text, /^\d{1,3}( \d{3})*$/);
      }),
    );
  });
});

describe('a latency', () => {
  it('is in the unit that keeps it short', () => {
    assert.equal(latencyText(0), '0.0 us');
    assert.equal(latencyText(4.25), '4.3 us');
    assert.equal(latencyText(118.4), '118 us');
    assert.equal(latencyText(4200), '4.2 ms');
    assert.equal(latencyText(1_300_000), '1.3 s');
  });

  it('is never off by more than it shows, and short', () => {
    const units: Readonly<Record<string, number>> = { us: 1, ms: 1000, s: 1_000_000 };
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e8, noNaN: true }), (microseconds) => {
        const text = latencyText(microseconds);
        const [number = '', unit = ''] = text.split(' ');
        const digits = number.includes('.') ? 0.05 : 0.5;
        const scale = units[unit] ?? assert.fail(text);
        assert.ok(Math.abs(Number(number) * scale - microseconds) <= digits * scale * 1.000_001, text);
        assert.ok(text.length <= 9, text);
      }),
    );
  });
});

describe('a time', () => {
  it('is written like a clock', () => {
    assert.equal(clockText(0), '0:00');
    assert.equal(clockText(7999), '0:07');
    assert.equal(clockText(725_000), '12:05');
    assert.equal(clockText(3_599_999), '59:59');
    assert.equal(clockText(10_800_000), '3:00:00');
    assert.equal(clockText(360_000_000), '100:00:00');
  });

  it('is the same time when it is read', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000 }), (milliseconds) => {
        const seconds = clockText(milliseconds)
          .split(':')
          .reduce((sum, part) => sum * 60 + Number(part), 0);
        assert.equal(seconds, Math.floor(milliseconds / 1000));
      }),
    );
  });
});
