import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findingDirectory } from '#dist/results/finding-directory.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

function storeFindings(run: string, ...names: readonly string[]): void {
  mkdirSync(join(run, 'findings'), { recursive: true });
  writeFileSync(join(run, 'run.json'), '{}');
  for (const name of names) {
    mkdirSync(join(run, 'findings', name));
    writeFileSync(join(run, 'findings', name, 'finding.json'), '{}');
  }
}

describe('the finding that a path means', () => {
  it('is the directory, its finding.json, or the only one of a run', () => {
    using run = new TemporaryDirectory();
    storeFindings(run.path, '0001');
    const finding = run.join('findings', '0001');
    for (const path of [finding, join(finding, 'finding.json'), run.path]) {
      assert.equal(findingDirectory(path), finding);
    }
  });

  it('is not guessed at among several, nor made up', () => {
    using run = new TemporaryDirectory();
    storeFindings(run.path, '0001', '0002');
    assert.throws(() => findingDirectory(run.path), { message: /2 stored findings: give one, such as .*0001$/ });
    using empty = new TemporaryDirectory();
    storeFindings(empty.path);
    assert.throws(() => findingDirectory(empty.path), { message: /a run without a stored finding$/ });
    assert.throws(() => findingDirectory(empty.join('none'), ', or a key'), {
      message: /not a finding; give a directory RESULTS\/RUN\/findings\/NNNN, or a key$/,
    });
  });
});
