import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taintFlags, taintGained } from '#dist/kernel/taint.js';

describe('the taint of the kernel', () => {
  it('is named flag by flag', () => {
    assert.deepEqual(taintFlags('0'), []);
    assert.deepEqual(taintFlags('4609'), [
      'P (a proprietary module was loaded)',
      'W (the kernel issued a warning)',
      'O (an out-of-tree module was loaded)',
    ]);
  });

  it('counts only what is new', () => {
    assert.deepEqual(taintGained('4096', '4736'), {
      gained: ['D (the kernel died: an oops or BUG)', 'W (the kernel issued a warning)'],
      grave: ['D (the kernel died: an oops or BUG)', 'W (the kernel issued a warning)'],
    });
    assert.deepEqual(taintGained('512', '512'), { gained: [], grave: [] });
  });

  it('is grave only when the kernel found something wrong with itself', () => {
    const { gained, grave } = taintGained('0', String(2 ** 19 - 1));
    assert.equal(gained.length, 19);
    assert.deepEqual(
      grave.map((flag) => flag[0]),
      ['M', 'B', 'D', 'W', 'L'],
    );
  });

  it('is nothing where /proc does not say', () => {
    assert.deepEqual(taintGained('', ''), { gained: [], grave: [] });
  });
});
