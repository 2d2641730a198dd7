import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareRuns, median, type Comparison } from '#dist/results/compare-runs.js';
import { findRuns } from '#dist/results/find-runs.js';
import { BROKEN, HUNG, SETUP } from '../../helpers/findings.js';
import { storeRun, type StoredRunOptions } from '../../helpers/stored-run.js';
import { memoryDirectory, TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** Directories of these runs, compared. */
function compared(...sides: readonly (readonly StoredRunOptions[])[]): Comparison {
  using top = new TemporaryDirectory(memoryDirectory());
  const found = sides.map((runs, index) => {
    for (const run of runs) storeRun(top.join(String(index)), run);
    return { ...findRuns(top.join(String(index))), directory: String(index) };
  });
  return compareRuns(found);
}

describe('runs compared', () => {
  it('are medians per board, kernel, algorithm and workload', () => {
    const rates = [100, 900, 300];
    const { groups, sides } = compared(
      rates.map((operations) => ({ operations })),
      [
        ...rates.map((operations) => ({ operations: operations * 2, kernel: '7.1' })),
        { board: 'board-02', operations: 5 },
      ],
    );
    assert.deepEqual(
      groups.map(({ board, directory, kernelRelease, runs, operationsPerSecond, since }) => [
        ...[board, directory, kernelRelease, runs, operationsPerSecond],
        since?.operationsPerSecondPercent,
      ]),
      [
        ['board-01', '0', '6.12.1', 3, 300, undefined],
        ['board-01', '1', '7.1', 3, 600, 100],
        ['board-02', '1', '6.12.1', 1, 5, undefined],
      ],
    );
    assert.deepEqual(sides, [
      {
        ...{ directory: '1', boards: 2, runs: 4, medianPercent: 100, boardsWithNews: [], missingBoards: [] },
        slowest: { board: 'board-01', percent: 100 },
      },
    ]);
  });

  it('take the runs on the same kernel when the first directory has them', () => {
    const { groups } = compared(
      [
        { kernel: 'old', operations: 100 },
        { kernel: 'new', operations: 200 },
      ],
      [{ kernel: 'new', operations: 300 }],
    );
    assert.equal(groups[2]?.since?.operationsPerSecondPercent, 50);
  });

  it('never take another workload, or another algorithm', () => {
    const { groups } = compared(
      [{}],
      [{ texts: { workers: '4' } }, { texts: { algorithm: 'ecb(aes)' } }, { texts: { seed: '7' } }],
    );
    assert.deepEqual(
      groups
        .filter(({ directory }) => directory === '1')
        .map(({ workload, algorithm, since }) => [workload, algorithm, since === null]),
      [
        ['--workers 4', 'cbc(aes)', true],
        ['default', 'cbc(aes)', false],
        ['default', 'ecb(aes)', true],
      ],
    );
  });

  it('say which verdicts are new, a run without an end among them, and boards that are gone', () => {
    const { groups, sides } = compared(
      [{ findings: [SETUP] }, { board: 'board-02' }, { board: 'board-03' }],
      [
        { findings: [SETUP, SETUP, HUNG], kernel: '7.1' },
        { board: 'board-02', unfinished: true, findings: [HUNG] },
        { board: 'board-02', kernel: '7.1', findings: [BROKEN] },
      ],
    );
    const later = groups.filter(({ directory }) => directory === '1');
    assert.deepEqual(
      later.map(({ findings, unfinished, since }) => [findings, unfinished, since?.news]),
      [
        [{ refused: 2, hung: 1 }, 0, ['hung']],
        [{ hung: 1 }, 1, ['hung', 'unfinished']],
        [{ broken: 1 }, 0, []],
      ],
    );
    assert.equal(later[2]?.operationsPerSecond, null, 'a harness that broke says nothing about speed');
    const [side] = sides;
    assert.deepEqual([side?.boardsWithNews, side?.missingBoards], [['board-01', 'board-02'], ['board-03']]);
  });

  it('name the board that became slowest', () => {
    const boards = ['board-01', 'board-02', 'board-03'];
    const { sides } = compared(
      boards.map((board) => ({ board, operations: 100 })),
      boards.map((board, index) => ({ board, operations: [90, 40, 110][index] ?? 0 })),
    );
    const [{ slowest, medianPercent } = { slowest: null, medianPercent: null }] = sides;
    assert.deepEqual(
      [slowest?.board, Math.round(slowest?.percent ?? 0), Math.round(medianPercent ?? 0)],
      ['board-02', -60, -10],
    );
  });

  it('say when another driver served', () => {
    const { groups } = compared([{}], [{ driver: 'cbc-aes-neonbs' }]);
    assert.deepEqual(groups[1]?.since?.otherDrivers, ['cbc-aes-caam']);
    assert.equal(compared([{}], [{}]).groups[1]?.since?.otherDrivers, null);
  });
});

it('the median has as many values below as above it', () => {
  assert.deepEqual([median([]), median([7]), median([1, 2]), median([9, 1, 2])], [null, 7, 1.5, 2]);
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values) ?? NaN;
      const [below, above] = [values.filter((value) => value < middle), values.filter((value) => value > middle)];
      assert.ok(below.length <= values.length / 2 && above.length <= values.length / 2);
    }),
  );
});
