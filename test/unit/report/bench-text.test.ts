import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BenchCell, BenchDocument } from '#dist/bench/bench-result.js';
import { readMachineFacts } from '#dist/kernel/machine.js';
import { benchText } from '#dist/report/bench-text.js';
import { measured } from '../../helpers/bench-cells.js';

const CELL: BenchCell = {
  algorithm: 'cbc(aes)',
  keySize: 16,
  direction: 'encrypt',
  length: 4096,
  afAlg: measured(47.37, 2.4),
  user: measured(94.74, 1),
};
const WHY = 'this kernel has no foo(aes) (bind failed with ENOENT)';
const MISSING = { kind: 'not-available', why: WHY } as const;
const DOCUMENT: BenchDocument = {
  afalgStress: '0.1.0',
  started: '2026-01-01T00:00:00.000Z',
  guest: null,
  machine: readMachineFacts(),
  nodeOpenssl: '3.0.0',
  milliseconds: 1000,
  drivers: { 'cbc(aes)': 'cbc-aes-caam' },
  cells: [CELL],
};

function rowsOf(cells: readonly BenchCell[], earlier: Parameters<typeof benchText>[1] = null): readonly string[] {
  const lines = benchText({ ...DOCUMENT, cells }, earlier).split('\n');
  return lines.slice(lines.findIndex((line) => line.startsWith('algorithm')));
}

describe('the text of a benchmark', () => {
  it('has both sides of a cell in a row, and what their ratio is', () => {
    assert.deepEqual(rowsOf([CELL]), [
      'algorithm  key  direction  length  AF_ALG  noise     p50     p99  node  noise     p50  ratio',
      'cbc(aes)    16  encrypt      4096    47.4     2%  118 us  1.2 ms  94.7     1%  118 us   0.50',
      '',
    ]);
  });

  it('marks a ratio that the noise could turn round', () => {
    const ratio = (afAlg: [number, number], user: [number, number]): string | undefined =>
      / (\S+)$/.exec(rowsOf([{ ...CELL, afAlg: measured(...afAlg), user: measured(...user) }])[1] ?? '')?.[1];
    assert.equal(ratio([50, 10], [100, 10]), '0.50');
    assert.equal(ratio([100, 10], [50, 10]), '2.00');
    assert.equal(ratio([98, 1.5], [100, 1.5]), '~0.98');
    assert.equal(ratio([17, 1], [100, 500]), '~0.17');
    assert.equal(ratio([167, 120], [100, 1]), '~1.67');
  });

  it('fits into 100 columns, compared with an earlier result, too', () => {
    const { keySize, direction, length } = CELL;
    const cell = {
      ...{ ...CELL, algorithm: 'cbc-aes-caam', length: 65_536 },
      ...{ afAlg: measured(12_345.6, 520), user: measured(12_345.6, 520) },
    };
    const then = { algorithm: 'cbc-aes-caam', keySize, direction, length: 65_536 };
    for (const earlier of [null, [{ ...then, megabytesPerSecond: 5000, noisePercent: 2 }]]) {
      const text = benchText({ ...DOCUMENT, cells: [{ ...cell, length }, cell] }, earlier);
      for (const line of text.split('\n')) assert.ok(line.length <= 100, line);
    }
  });

  it('names the kernel, who served, and how long was measured', () => {
    const text = benchText(DOCUMENT, null);
    assert.match(text, /^kernel {3}\S/m);
    assert.match(text, /^served {3}cbc\(aes\) by cbc-aes-caam$/m);
    assert.match(text, /^time {5}1000 ms per cell and side, one thread, every byte verified$/m);
  });

  it('says once why cells have no numbers', () => {
    const missing = [64, 256].map((length) => ({
      ...CELL,
      algorithm: 'foo(aes)',
      length,
      afAlg: MISSING,
      user: MISSING,
    }));
    const rows = rowsOf([CELL, ...missing]);
    assert.match(rows[2] ?? '', /^foo\(aes\) .* N\/A/);
    assert.equal(rows[3], `  ${WHY}`);
    assert.match(rows[4] ?? '', /^foo\(aes\) .* N\/A/);
    assert.equal(rows.length, 6);
  });

  it('calls a wrong answer wrong', () => {
    const wrong = { kind: 'wrong', why: 'encrypt of 64 bytes: byte 7 differs in 1 bit' } as const;
    const rows = rowsOf([{ ...CELL, afAlg: wrong, user: wrong }]);
    assert.match(rows[1] ?? '', / WRONG /);
    assert.equal(rows[2], '  encrypt of 64 bytes: byte 7 differs in 1 bit');
  });

  it('shows the change since an earlier result, and whether it is noise', () => {
    const { algorithm, keySize, direction, length } = CELL;
    const since = (megabytesPerSecond: number): string =>
      rowsOf([CELL], [{ algorithm, keySize, direction, length, megabytesPerSecond, noisePercent: 2 }])[1] ?? '';
    assert.match(since(40), / \+18\.4% +faster$/);
    assert.match(since(60), / -21\.1% +SLOWER$/);
    assert.match(since(47), / \+0\.8% +noise$/);
    assert.match(rowsOf([CELL], [])[1] ?? '', /0\.50$/);
  });
});
