import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { unlessDone } from '#scripts/stamp.mjs';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** How often a step was done in each of some tries, between which something changes. */
function doneIn(root: TemporaryDirectory, changes: readonly (() => void)[]): readonly number[] {
  let done = 0;
  return changes.map((change) => {
    change();
    const before = done;
    unlessDone(
      'step',
      ['source', 'lock.json'],
      ['lock.json', 'output'],
      () => {
        done += 1;
        writeFileSync(root.join('output'), '');
      },
      root.path,
    );
    return done - before;
  });
}

describe('a step', () => {
  it('is done once for the same inputs, and again when one of them changes', () => {
    using root = new TemporaryDirectory();
    mkdirSync(root.join('source/below'), { recursive: true });
    const write = (name: string, text: string) => () => {
      writeFileSync(root.join(name), text);
    };
    write('lock.json', '1')();
    const done = doneIn(root, [
      write('source/below/one.c', 'a'),
      write('source/below/one.c', 'a'),
      write('source/below/one.c', 'b'),
      write('source/below/two.c', 'b'),
      write('lock.json', '2'),
      write('elsewhere', ''),
      () => {
        rmSync(root.join('source/below/two.c'));
      },
    ]);
    assert.deepEqual(done, [1, 0, 1, 1, 1, 0, 1]);
  });

  it('is done again when its output is gone, or when it failed', () => {
    using root = new TemporaryDirectory();
    for (const name of ['source', 'lock.json']) writeFileSync(root.join(name), '');
    const fail = (): void => {
      throw new Error('the step failed');
    };
    assert.throws(() => {
      unlessDone('step', ['source', 'lock.json'], [], fail, root.path);
    });
    const removeOutput = (): void => {
      rmSync(root.join('output'), { force: true });
    };
    assert.deepEqual(doneIn(root, [removeOutput, removeOutput, () => undefined]), [1, 1, 0]);
  });
});
