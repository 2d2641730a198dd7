import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PROJECT_ROOT } from '../helpers/paths.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

interface Done {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly said: string;
}

/** lava/run.sh outside LAVA, in a directory laid out as the package for the board is. */
function runScript(...args: readonly string[]): Done {
  using home = new TemporaryDirectory();
  mkdirSync(home.join('bin'));
  mkdirSync(home.join('work'));
  copyFileSync(`${PROJECT_ROOT}/tools/board/device/afalg-stress`, home.join('bin/afalg-stress'));
  cpSync(`${PROJECT_ROOT}/lava`, home.join('lava'), { recursive: true });
  for (const name of ['dist', 'build', 'package.json']) symlinkSync(`${PROJECT_ROOT}/${name}`, home.join(name));
  const { status, stdout, stderr } = spawnSync(home.join('lava/run.sh'), args, {
    cwd: home.join('work'),
    encoding: 'utf8',
  });
  const lines = readFileSync(home.join('work/output/result.txt'), 'utf8').trimEnd().split('\n');
  return { code: status, lines, said: stdout + stderr };
}

function resultOf({ lines }: Done, name: string): string | undefined {
  return lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1];
}

describe("the farm's run script", () => {
  it('reports a run that passes, and ends with 0', () => {
    const done = runScript('-d', '1s', '-b', 'desk-1', '-o', '--workers 2');
    assert.equal(done.code, 0, done.said);
    for (const name of ['probe', 'run', 'harness', 'wrong', 'hung', 'kernel', 'throughput']) {
      assert.equal(resultOf(done, name), 'pass', `${name}\n${done.said}`);
    }
    assert.match(done.lines.join('\n'), /^throughput pass [\d.]+ operations\/s$/m);
    assert.ok(done.said.includes('wrong pass 0 findings'), 'they are shown as they come');
  });

  it('skips what is not there, which is no failure', () => {
    const done = runScript('-d', '1s', '-r', 'cbc-aes-nowhere');
    assert.equal(done.code, 0, done.said);
    assert.deepEqual(done.lines, ['probe skip', 'run skip', 'harness pass']);
  });

  it('fails when it is misused, or cannot deliver', () => {
    const misused = runScript('-d', '1s', '-o', '--no-such-option');
    assert.deepEqual([misused.code, resultOf(misused, 'harness'), resultOf(misused, 'run')], [1, 'fail', 'unknown']);
    const lost = runScript('-d', '1s', '-o', '--workers 2', '-u', 'http://127.0.0.1:9/results');
    assert.deepEqual([lost.code, resultOf(lost, 'upload'), resultOf(lost, 'run')], [1, 'fail', 'pass'], lost.said);
  });
});
