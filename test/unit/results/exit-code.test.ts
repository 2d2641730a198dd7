import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError, EXIT } from '#dist/results/exit-code.js';
import { ALL_VERDICTS, BY_GRAVITY, exitCodeOf, FINDING_VERDICTS, type Verdict } from '#dist/results/verdict.js';

const CODES: Readonly<Record<Verdict, number>> = {
  pass: 0,
  wrong: 1,
  overrun: 1,
  length: 1,
  refused: 1,
  hung: 1,
  kernel: 1,
  unsupported: 4,
  broken: 2,
};

describe('the exit code', () => {
  for (const verdict of ALL_VERDICTS) {
    it(`of the verdict ${verdict} is ${String(CODES[verdict])}`, () => {
      assert.equal(exitCodeOf(verdict), CODES[verdict]);
    });
  }

  it('is 0 for a pass only', () => {
    assert.deepEqual(
      ALL_VERDICTS.filter((verdict) => exitCodeOf(verdict) === EXIT.passed),
      ['pass'],
    );
  });

  it('is one of the documented ones', () => {
    assert.deepEqual(EXIT, { passed: 0, finding: 1, broken: 2, nothingTested: 4, usage: 64, interrupted: 130 });
  });
});

describe('a command error', () => {
  it('carries its exit code and its line', () => {
    const error = new CommandError(EXIT.nothingTested, 'no such algorithm');
    assert.ok(error instanceof Error);
    assert.deepEqual([error.name, error.exitCode, error.message], ['CommandError', 4, 'no such algorithm']);
  });
});

describe('the verdicts', () => {
  it('are all there, in the order in which files have them', () => {
    assert.deepEqual(ALL_VERDICTS, Object.keys(CODES));
  });

  it('of findings are those about the kernel, and of a harness that broke', () => {
    assert.deepEqual(FINDING_VERDICTS, ['wrong', 'overrun', 'length', 'refused', 'hung', 'kernel', 'broken']);
  });

  it('have the gravest first', () => {
    assert.deepEqual(BY_GRAVITY, ['hung', 'overrun', 'wrong', 'length', 'refused', 'kernel']);
  });
});
