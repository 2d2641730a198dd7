import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EXIT, CommandError } from '#dist/results/exit-code.js';
import { findRuns, refuseNothing } from '#dist/results/find-runs.js';
import { HUNG, SETUP } from '../../helpers/findings.js';
import { rewrite, STARTED, storeRun } from '../../helpers/stored-run.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

describe('the runs below a directory', () => {
  it('are found however deep they were collected, and read as they were written', () => {
    using top = new TemporaryDirectory();
    const later = new Date(STARTED.getTime() + 1000);
    const second = storeRun(top.join('a/6.12/board-02/results'), {
      board: 'board-02',
      started: later,
      findings: [SETUP],
    });
    const first = storeRun(top.join('z'), { texts: { workers: '4', 'stress-ng': '--vm 2' }, operations: 0 });
    const { runs, problems, allDamaged } = findRuns(top.path);
    assert.deepEqual([problems, allDamaged], [[], false]);
    assert.deepEqual(runs, [
      {
        directory: first,
        started: '2026-11-20T01:02:03.000Z',
        board: 'board-01',
        boardModel: 'Freescale i.MX6 Quad SABRE Lite',
        serialNumber: runs[0]?.serialNumber,
        kernelRelease: '6.12.1',
        guest: null,
        algorithm: 'cbc(aes)',
        drivers: ['cbc-aes-caam'],
        seed: '0x5eed',
        workload: '--workers 4 --stress-ng "--vm 2"',
        replay: false,
        findings: {},
        ending: { kind: 'ended', exitCode: 4, operations: 0, operationsPerSecond: 0, p99Microseconds: 0 },
      },
      {
        ...runs[0],
        directory: second,
        started: '2026-11-20T01:02:04.000Z',
        board: 'board-02',
        workload: 'default',
        replay: false,
        findings: { refused: 1 },
        ending: { kind: 'ended', exitCode: 1, operations: 1000, operationsPerSecond: 1000, p99Microseconds: 33.79 },
      },
    ]);
  });

  it('may be the directory itself', () => {
    using top = new TemporaryDirectory();
    const run = storeRun(top.path);
    assert.deepEqual(
      findRuns(run).runs.map(({ directory }) => directory),
      [run],
    );
  });

  it('have no end when the machine died, and the findings that were on the disk', () => {
    using top = new TemporaryDirectory();
    const run = storeRun(top.path, { unfinished: true, findings: [HUNG, SETUP, SETUP] });
    mkdirSync(`${run}/findings/0004`);
    const [read] = findRuns(top.path).runs;
    assert.deepEqual([read?.ending, read?.findings], [{ kind: 'unfinished' }, { hung: 1, refused: 2 }]);
  });

  it('are named after their host, or their guest when nobody named that', () => {
    using top = new TemporaryDirectory();
    const run = storeRun(top.path);
    const named = (name: string): string | undefined => {
      rewrite(run, 'run.json', (text) => {
        const board = text.includes('"board": "board-01"') ? '"board": "board-01"' : '"board": null, "x": 0';
        return text.replace(board, '"board": null').replace(/"hostName": "[^"]*"/, `"hostName": "${name}"`);
      });
      return findRuns(run).runs[0]?.board;
    };
    assert.equal(named('imx6q-07'), 'imx6q-07');
    assert.equal(named('evil\\u001b[2J'), 'evil?[2J');
    assert.equal(named('(none)'), 'unnamed');
    rewrite(run, 'run.json', (text) => text.replace('"guest": null', '"guest": "uml"'));
    assert.equal(findRuns(run).runs[0]?.board, 'uml-guest');
  });
});

describe('what is no run', () => {
  const damages: readonly (readonly [string, (run: string) => void, RegExp])[] = [
    [
      'cut',
      (run) => {
        rewrite(run, 'run.json', (text) => text.slice(0, 99));
      },
      /run\.json is damaged: it is not a JSON object/,
    ],
    [
      'lost',
      (run) => {
        rmSync(`${run}/run.json`);
      },
      /cannot read .*run\.json \(ENOENT\)/,
    ],
    [
      'later',
      (run) => {
        rewrite(run, 'run.json', (text) => text.replace('"version": 1', '"version": 2'));
      },
      /version 2, not .* version 1/,
    ],
    [
      'unlike',
      (run) => {
        rewrite(run, 'summary.json', (text) => text.replace('"seed": "0x5eed"', '"seed": "0x1"'));
      },
      /of different runs/,
    ],
    [
      'no count',
      (run) => {
        rewrite(run, 'summary.json', (text) => text.replace('"hung": 0', '"hung": "no"'));
      },
      /counts\.hung is not a whole number/,
    ],
    [
      'no driver',
      (run) => {
        rewrite(run, 'summary.json', (text) => text.replace('"drivers": [', '"drivers": [7,'));
      },
      /drivers\[0\] is not an object/,
    ],
  ];
  for (const [name, damage, problem] of damages) {
    it(`is left out with one line that says why: ${name}`, () => {
      using top = new TemporaryDirectory();
      const sound = storeRun(top.path);
      const run = storeRun(top.path);
      damage(run);
      const found = findRuns(top.path);
      assert.deepEqual(
        found.runs.map(({ directory }) => directory),
        [sound],
      );
      assert.equal(found.problems.length, 1);
      assert.match(found.problems[0] ?? '', problem);
      assert.ok(!found.problems.join('').includes('\n'));
      rmSync(sound, { recursive: true });
      assert.equal(codeOf(top.path), EXIT.broken);
    });
  }

  it('is said of a foreign directory, a file, and one that is not there', () => {
    using top = new TemporaryDirectory();
    mkdirSync(top.join('deep/er'), { recursive: true });
    writeFileSync(top.join('deep/er/file'), '{}');
    assert.match(problemOf(top.path), /^no run in .*: give directories that hold run\.json/);
    assert.match(problemOf(top.join('deep/er/file')), /is not a directory$/);
    assert.match(problemOf(top.join('nowhere')), /^cannot read .*nowhere \(ENOENT\)$/);
    assert.equal(codeOf(top.path), EXIT.usage);
  });

  it('is what a link leads to: a tree that contains itself ends', () => {
    using top = new TemporaryDirectory();
    storeRun(top.join('runs'));
    symlinkSync(top.path, top.join('again'));
    assert.equal(findRuns(top.path).runs.length, 1);
    assert.equal(findRuns(top.join('again')).runs.length, 1, 'the link that is named is followed');
  });
});

function problemOf(path: string): string {
  const { problems } = findRuns(path);
  assert.equal(problems.length, 1, problems.join('\n'));
  return problems[0] ?? '';
}

function codeOf(path: string): number | undefined {
  try {
    refuseNothing([findRuns(path)]);
    return undefined;
  } catch (thrown) {
    assert.ok(thrown instanceof CommandError);
    return thrown.exitCode;
  }
}
