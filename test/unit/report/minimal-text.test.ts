import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minimalText, stepLine } from '#dist/report/minimal-text.js';
import { DEFAULT_WORKLOAD } from '../../helpers/workloads.js';
import type { MinimalDocument, MinimiseStep } from '#dist/results/documents/minimal.js';

const STEP: MinimiseStep = {
  change: 'length 2032',
  judgement: { kind: 'gone', confidence: 0.99912 },
  failures: 0,
  operations: 1480,
  low: 0,
  high: 0.0026,
  milliseconds: 1650,
};

const DOCUMENT: MinimalDocument = {
  finding: { directory: '/r/findings/0001', verdict: 'wrong', id: '0x5eed:1:2:3', text: 'one bit is wrong' },
  ended: 'complete',
  steps: [STEP],
  algorithm: 'cbc(aes)',
  drivers: ['cbc-aes-caam'],
  kernel: 'Linux 6.1.0 armv7l',
  workload: DEFAULT_WORKLOAD,
  workers: 1,
  stressNg: null,
  rate: { failures: 36, operations: 1841, low: 0.0142, high: 0.0269 },
  repeated: { failures: 31, operations: 1593, runs: 3, failedRuns: 3, operationsPerRun: 531 },
  commandLine: 'afalg-stress run --workers 1',
  program: 'minimal.c',
};

describe('a step of minimise', () => {
  it('says what was tried, how often it failed and what follows', () => {
    assert.equal(
      stepLine(STEP),
      '  length 2032                    0 of 1 480 failed  would have shown with probability 99.9 %: not kept  (1.6 s)',
    );
    const failing = { ...STEP, failures: 5, operations: 243, low: 0.00886, high: 0.0471 };
    assert.equal(
      stepLine({ ...failing, judgement: { kind: 'fails' } }),
      '  length 2032                      5 of 243 failed  1 in 49 (95 %: 1 in 113 to 1 in 21): fails  (1.6 s)',
    );
    assert.match(stepLine({ ...failing, judgement: { kind: 'rarer' } }), /1 in 21\): much rarer, not kept/);
    const undecided = { ...STEP, judgement: { kind: 'undecided', confidence: 0.314 } } as const;
    assert.match(stepLine(undecided), /would have shown with probability 31 % only, out of time: not reduced/);
  });

  it('is never certain', () => {
    const certain = { ...STEP, judgement: { kind: 'gone', confidence: 0.99999 } } as const;
    assert.match(stepLine(certain), /with probability more than 99\.9 %:/);
  });

  it('knows rates near one', () => {
    const always = { ...STEP, judgement: { kind: 'fails' }, failures: 5, operations: 5, low: 0.5655, high: 1 } as const;
    assert.match(stepLine(always), /5 of 5 failed {2}1 in 1\.0 \(95 %: 1 in 1\.8 to 1 in 1\.0\): fails/);
  });
});

describe('the result of minimise', () => {
  it('is the rate, the command and the program (noreg)', () => {
    assert.equal(
      minimalText(DOCUMENT, '/out'),
      [
        '  fails       36 of 1 841 operations, 1 in 51 (95 %: 1 in 70 to 1 in 37); 3 of 3 runs of 531 operations failed',
        '  ended       nothing more to reduce',
        '  command     afalg-stress run --workers 1',
        '  C program   cc -O2 -o minimal /out/minimal.c && ./minimal',
        '  results     /out',
        '',
      ].join('\n'),
    );
  });

  it('says why it ended before the end, and that there was no time for runs', () => {
    const text = (change: Partial<MinimalDocument>): string => minimalText({ ...DOCUMENT, ...change }, '/out');
    assert.match(text({ ended: 'budget' }), /ended {7}the budget is spent: raise --budget/);
    assert.match(text({ ended: 'interrupted' }), /ended {7}interrupted: there may be more/);
    assert.match(text({ ended: 'hung' }), /ended {7}a trial hung: /);
    const none = { ...DOCUMENT.repeated, runs: 0, failedRuns: 0 };
    assert.match(text({ repeated: none }), /1 in 37\); no time left to repeat it\n/);
  });
});
