import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BENCH, type BenchCell } from '#dist/bench/bench-result.js';
import { changeSince, readEarlier, type EarlierCell } from '#dist/bench/compare.js';
import { readMachineFacts } from '#dist/kernel/machine.js';
import { measured } from '../../helpers/bench-cells.js';

const CELL: BenchCell = {
  algorithm: 'cbc(aes)',
  keySize: 16,
  direction: 'encrypt',
  length: 4096,
  afAlg: measured(110, 4),
  user: measured(500, 1),
};
const EARLIER: EarlierCell = {
  algorithm: 'cbc(aes)',
  keySize: 16,
  direction: 'encrypt',
  length: 4096,
  megabytesPerSecond: 100,
  noisePercent: 5,
};

describe('the change since an earlier benchmark', () => {
  it('counts when it is larger than the noise of both', () => {
    const change = changeSince([EARLIER], CELL);
    assert.equal(change?.percent.toFixed(3), '10.000');
    assert.equal(change.exceedsNoise, true);
    assert.equal(changeSince([EARLIER], { ...CELL, afAlg: measured(110, 6) })?.exceedsNoise, false);
    assert.equal(changeSince([EARLIER], { ...CELL, afAlg: measured(90, 4) })?.exceedsNoise, true);
    assert.equal(
      changeSince([{ ...EARLIER, noisePercent: 7 }], { ...CELL, afAlg: measured(90, 4) })?.exceedsNoise,
      false,
    );
  });

  it('is of the same cell only', () => {
    const others: readonly Partial<EarlierCell>[] = [
      { algorithm: 'ctr(aes)' },
      { keySize: 32 },
      { direction: 'decrypt' },
      { length: 64 },
    ];
    for (const other of others) assert.equal(changeSince([{ ...EARLIER, ...other }], CELL), undefined);
  });

  it('is none when it was not measured then or is not now', () => {
    assert.equal(changeSince([], CELL), undefined);
    assert.equal(changeSince([EARLIER], { ...CELL, afAlg: { kind: 'not-available', why: '' } }), undefined);
    assert.equal(changeSince([{ ...EARLIER, megabytesPerSecond: 0 }], CELL), undefined);
  });
});

describe('an earlier benchmark', () => {
  const text = (cells: readonly BenchCell[]): string =>
    BENCH.write({
      ...{ afalgStress: '1', started: '', guest: null, machine: readMachineFacts(), nodeOpenssl: '3' },
      ...{ milliseconds: 1000, drivers: {}, cells },
    });

  it('is read cell by cell, as far as it was measured', () => {
    const missing: BenchCell = { ...CELL, length: 64, afAlg: { kind: 'not-available', why: '' } };
    const earlier = readEarlier(text([CELL, missing]), 'earlier.json');
    assert.deepEqual(earlier, [{ ...EARLIER, megabytesPerSecond: 110, noisePercent: 4 }]);
  });

  it('is refused when it is something else, or of another version', () => {
    for (const other of [
      ...['', 'x', 'null', '[]', '{}'],
      text([]).replace('"version": 1', '"version": 2'),
      text([]).replace('afalg-stress/bench', 'afalg-stress/run'),
      text([]).replace('"cells"', '"rows"'),
    ]) {
      assert.throws(() => readEarlier(other, 'earlier.json'), { name: 'CommandError', message: /^earlier\.json is / });
    }
  });
});
