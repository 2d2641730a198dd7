import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareText } from '#dist/report/compare-text.js';
import { historyText } from '#dist/report/history-text.js';
import type { ComparedGroup } from '#dist/results/compare-runs.js';
import type { StoredRun } from '#dist/results/stored-run.js';

const RUN: StoredRun = {
  directory: 'a',
  started: '2026-11-20T01:02:03.004Z',
  board: 'board-01',
  boardModel: '',
  serialNumber: '',
  kernelRelease: '6.12.1',
  guest: null,
  algorithm: 'cbc(aes)',
  drivers: ['cbc-aes-caam'],
  seed: '0x5eed',
  replay: false,
  workload: 'default',
  findings: {},
  ending: { kind: 'ended', exitCode: 0, operations: 1_234_567, operationsPerSecond: 20_562.4, p99Microseconds: 1234 },
};

const GROUP: ComparedGroup = {
  ...{ directory: 'old', board: 'board-01', kernelRelease: '6.12.1', algorithm: 'cbc(aes)', drivers: ['cbc-aes-caam'] },
  ...{ workload: 'default', runs: 3, unfinished: 0, operationsPerSecond: 20_000, p99Microseconds: 100, findings: {} },
  since: null,
};

describe('the table of runs', () => {
  it('has a line for each, aligned', () => {
    const text = historyText([
      RUN,
      { ...RUN, board: 'b2', drivers: [], findings: { wrong: 1200, hung: 1 }, ending: { kind: 'unfinished' } },
    ]);
    assert.equal(
      text,
      `started               board     kernel  driver        seed    operations   ops/s     p99  exit  findings             directory
2026-11-20T01:02:03Z  board-01  6.12.1  cbc-aes-caam  0x5eed   1 234 567  20 562  1.2 ms     0  -                    a
2026-11-20T01:02:03Z  b2        6.12.1  ?             0x5eed                              none  1 200 wrong, 1 hung  a
`,
    );
  });
});

describe('the comparison', () => {
  it('has a row for each group, and a line for each later directory', () => {
    const since = {
      operationsPerSecondPercent: -25.04,
      p99Percent: 12,
      otherDrivers: ['cbc-aes-caam'],
      news: ['wrong', 'unfinished'],
    } as const;
    const text = compareText({
      groups: [
        GROUP,
        { ...GROUP, directory: 'new', drivers: ['cbc-neon'], findings: { wrong: 2 }, unfinished: 1, since },
        { ...GROUP, directory: 'new', board: 'board-02' },
      ],
      sides: [
        {
          ...{
            directory: 'new',
            boards: 50,
            runs: 150,
            medianPercent: 3,
            boardsWithNews: ['board-01'],
            missingBoards: [],
          },
          slowest: { board: 'board-01', percent: -25.04 },
        },
        {
          ...{ directory: 'gone', boards: 1, runs: 1, medianPercent: null, slowest: null, boardsWithNews: [] },
          missingBoards: Array.from({ length: 10 }, (_, index) => `b${String(index)}`),
        },
      ],
    });
    assert.equal(
      text,
      `board     in   kernel  algorithm  driver        workload  runs   ops/s  change     p99  change
board-01  old  6.12.1  cbc(aes)   cbc-aes-caam  default      3  20 000          100 us
board-01  new  6.12.1  cbc(aes)   cbc-neon      default      3  20 000  -25.0%  100 us  +12.0%
  2 wrong; 1 unfinished; NEW: wrong, unfinished; driver was cbc-aes-caam
board-02  new  6.12.1  cbc(aes)   cbc-aes-caam  default      3  20 000          100 us
  nothing to compare with

new: 50 boards, 150 runs; ops/s +3.0% in the median, -25.0% on board-01; NEW findings on board-01
gone: 1 board, 1 run; nothing to compare its speed with; nothing new; no run of b0, b1, b2, b3, b4, b5, b6, b7 and 2 more
`,
    );
  });
});
