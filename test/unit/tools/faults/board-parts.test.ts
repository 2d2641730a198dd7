import assert from 'node:assert/strict';
import { it } from 'node:test';
import { BOARD_PARTS } from '#tools/faults/board-parts.js';
import { FAULT_CASES } from '../../../faults/fault-cases.js';

it('every fault is proven on the board, in one part each', () => {
  const tests = FAULT_CASES.map(({ fault, mix }) => `${fault}, ${mix}`);
  // Those of test/faults/matrix.test.ts that are no cases.
  for (const test of [...tests, 'off: 50 000 operations', 'init-fails: nothing', 'selftest-fails: a finding']) {
    const parts = BOARD_PARTS.filter((patterns) => patterns.some((pattern) => new RegExp(pattern).test(test)));
    assert.equal(parts.length, 1, test);
  }
});

it('no part of the proof on the board looks for what there is not', () => {
  const names = [...FAULT_CASES.map(({ fault }) => fault), 'off', 'init-fails:'];
  for (const pattern of BOARD_PARTS.flat())
    assert.ok(
      names.some((name) => new RegExp(pattern).test(name)),
      pattern,
    );
});
