import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { storeFinding } from '../../helpers/stored-finding.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const MAIN = join(PROJECT_ROOT, 'dist/cli/launch.cjs');

/** Replaces run.json, which somebody else may have made. */
type Damage = (path: string) => void;

function edited(from: RegExp, to: string): Damage {
  return (path) => {
    const text = readFileSync(path, 'utf8');
    assert.match(text, from);
    writeFileSync(path, text.replace(from, to));
  };
}

const DAMAGES: readonly (readonly [what: string, damage: Damage, text: RegExp])[] = [
  ['a million workers', edited(/"workers": 4/, '"workers": 1000000'), /is damaged: --workers '1000000': at most 1024/],
  ['messages of a terabyte', edited(/"maxLength": 4096/, '"maxLength": 1000000000000'), /is damaged: --max-length/],
  [
    'a device',
    (path) => {
      rmSync(path);
      symlinkSync('/dev/zero', path);
    },
    /run\.json is damaged: it is not a regular file/,
  ],
  [
    'a FIFO',
    (path) => {
      rmSync(path);
      execFileSync('mkfifo', [path]);
    },
    /run\.json is damaged: it is not a regular file/,
  ],
];

describe('replay of a finding whose run.json has', () => {
  for (const [what, damage, text] of DAMAGES) {
    it(`${what} is refused at once`, () => {
      using directory = new TemporaryDirectory();
      const finding = storeFinding(directory.path);
      damage(join(dirname(dirname(finding)), 'run.json'));
      const args = ['replay', finding, '--with-neighbours', '--guest', 'none'];
      const { status, stderr, signal } = spawnSync(process.execPath, [MAIN, ...args], {
        encoding: 'utf8',
        timeout: 20_000,
        killSignal: 'SIGKILL',
      });
      assert.deepEqual([status, signal], [2, null], stderr);
      assert.match(stderr, text);
      assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    });
  }
});
