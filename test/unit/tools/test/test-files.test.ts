import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GROUPS } from '#tools/test/groups.js';
import { selectTests, testFile, testFiles } from '#tools/test/test-files.js';

const FILES = ['unit/plan/seed', 'unit/report/table', 'laws/engine', 'real-kernel/run', 'vce/faults'].map((name) =>
  testFile(`${name}.test.js`),
);

function namesOf(...words: readonly string[]): readonly string[] {
  return selectTests(FILES, ['unit', 'laws', 'real-kernel'], words).map(({ name }) => name);
}

describe('test files', () => {
  it('are in a group each, this one too', () => {
    const files = testFiles();
    assert.ok(files.some(({ name }) => name === 'unit/tools/test/test-files'));
    for (const { group, path } of files) {
      assert.ok(GROUPS.includes(group));
      assert.ok(path.startsWith(`build/test/${group}/`), path);
    }
  });

  it('cannot be in a folder that nobody runs', () => {
    assert.throws(() => testFile('misc/one.test.js'), /nobody runs test\/misc\/one\.test\.ts/);
  });

  it('are chosen by group, and by words in their paths', () => {
    assert.deepEqual(namesOf(), ['unit/plan/seed', 'unit/report/table', 'laws/engine', 'real-kernel/run']);
    assert.deepEqual(namesOf('plan/', 'real-kernel'), ['unit/plan/seed', 'real-kernel/run']);
    assert.deepEqual(namesOf('build/test/unit/report/table.test.js'), ['unit/report/table']);
  });

  it('are not none: a word that is mistyped does not pass', () => {
    assert.throws(() => namesOf('paln/'), /no test of unit, laws, real-kernel has paln\/ in its path/);
    assert.throws(() => namesOf('vce/'));
  });
});
