import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runExitCode, runVerdict } from '#dist/results/outcome.js';
import type { EndReason } from '#dist/results/documents/summary.js';
import type { Verdict } from '#dist/results/verdict.js';

const NONE: Readonly<Record<Verdict, number>> = {
  pass: 0,
  wrong: 0,
  overrun: 0,
  length: 0,
  refused: 0,
  hung: 0,
  kernel: 0,
  unsupported: 0,
  broken: 0,
};
/** The gravest first. */
const FINDINGS = ['hung', 'overrun', 'wrong', 'length', 'refused', 'kernel'] as const;
const ENDS: readonly EndReason[] = [
  'duration',
  'operations',
  'max-findings',
  'interrupted',
  'hung',
  'host-died',
  'harness-failed',
];

describe('the verdict on a run', () => {
  it('is a pass when something ran and nothing was found', () => {
    assert.equal(runVerdict({ ...NONE, pass: 1 }, []), 'pass');
  });

  it('is unsupported, never a pass, when nothing ran', () => {
    assert.equal(runVerdict(NONE, []), 'unsupported');
    assert.equal(runVerdict({ ...NONE, unsupported: 3 }, []), 'unsupported');
  });

  it('is the gravest of what was found', () => {
    for (const [index, verdict] of FINDINGS.entries()) {
      const milder = Object.fromEntries(FINDINGS.slice(index).map((name) => [name, 1000]));
      assert.equal(runVerdict({ ...NONE, pass: 1_000_000, ...milder, [verdict]: 1 }, []), verdict);
    }
  });

  it('is broken when the harness had a problem and nothing was found', () => {
    assert.equal(runVerdict({ ...NONE, pass: 1000 }, ['a worker failed']), 'broken');
    assert.equal(runVerdict({ ...NONE, pass: 1000, broken: 1 }, []), 'broken');
    assert.equal(runVerdict(NONE, ['the host process died']), 'broken');
  });

  it('is a finding even when the harness broke as well', () => {
    for (const verdict of FINDINGS) {
      assert.equal(runVerdict({ ...NONE, pass: 1000, broken: 2, [verdict]: 1 }, ['a worker failed']), verdict);
    }
  });

  it('is a pass only when everything else is zero', () => {
    const counts = fc.record(Object.fromEntries(Object.keys(NONE).map((verdict) => [verdict, fc.nat({ max: 2 })])));
    fc.assert(
      fc.property(counts, fc.subarray(['a problem']), (drawn, problems) => {
        const all = { ...NONE, ...drawn };
        const spotless =
          [...FINDINGS, 'broken' as const].every((verdict) => all[verdict] === 0) && problems.length === 0;
        assert.equal(runVerdict(all, problems) === 'pass', spotless && all.pass > 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the exit code of a run', () => {
  it('is that of its verdict, however it ended', () => {
    for (const ended of ENDS) {
      if (ended === 'interrupted') continue;
      assert.equal(runExitCode('pass', ended), 0);
      assert.equal(runExitCode('wrong', ended), 1);
      assert.equal(runExitCode('hung', ended), 1);
      assert.equal(runExitCode('broken', ended), 2);
      assert.equal(runExitCode('unsupported', ended), 4);
    }
  });

  it('is 130 after an interruption when nothing was found, and 1 when something was', () => {
    for (const verdict of ['pass', 'unsupported'] as const) assert.equal(runExitCode(verdict, 'interrupted'), 130);
    for (const verdict of FINDINGS) assert.equal(runExitCode(verdict, 'interrupted'), 1);
  });

  it('is 2 after an interruption when the results are not valid', () => {
    assert.equal(runExitCode('broken', 'interrupted'), 2);
  });
});
