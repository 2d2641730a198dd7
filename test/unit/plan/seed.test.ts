import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatSeed, parseSeed, SEED_LIMIT } from '#dist/plan/seed.js';
import { seeds } from '../../helpers/workloads.js';

describe('seeds', () => {
  it('are read in decimal and in hexadecimal', () => {
    assert.equal(parseSeed('0'), 0n);
    assert.equal(parseSeed('24301'), 0x5eedn);
    assert.equal(parseSeed('0x5eed'), 0x5eedn);
    assert.equal(parseSeed('0X5EED'), 0x5eedn);
    assert.equal(parseSeed('007'), 7n);
  });

  it('are all of the unsigned 64-bit numbers and no more', () => {
    assert.equal(parseSeed('18446744073709551615'), SEED_LIMIT - 1n);
    assert.equal(parseSeed('0xffffffffffffffff'), SEED_LIMIT - 1n);
    assert.equal(parseSeed('18446744073709551616'), undefined);
    assert.equal(parseSeed('0x10000000000000000'), undefined);
  });

  it('are not read from what only looks like a number', () => {
    for (const text of [
      '',
      '-1',
      '+1',
      '0x',
      'x5',
      '1.5',
      '1e3',
      ' 5',
      '5 ',
      '5n',
      '0b1',
      '0o7',
      '5eed',
      '1_000',
      '5\n',
    ]) {
      assert.equal(parseSeed(text), undefined, JSON.stringify(text));
    }
  });

  it('are written in one way, which is read back', () => {
    assert.equal(formatSeed(0x5eedn), '0x5eed');
    fc.assert(
      fc.property(seeds(), (seed) => {
        assert.equal(parseSeed(formatSeed(seed)), seed);
        assert.equal(parseSeed(String(seed)), seed);
      }),
    );
  });
});
