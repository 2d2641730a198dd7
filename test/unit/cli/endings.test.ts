import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ENDING } from '#dist/results/documents/ending.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

const MAIN = join(PROJECT_ROOT, 'dist/cli/launch.cjs');
const NO_GUEST = { PATH: '/nowhere' };

/** Runs the program, its stdout or stderr on a disk that is full. */
function run(args: readonly string[], { full, env = process.env }: { full?: 1 | 2; env?: NodeJS.ProcessEnv } = {}) {
  const device = openSync('/dev/full', 'w');
  try {
    return spawnSync(process.execPath, [MAIN, ...args], {
      encoding: 'utf8',
      env,
      stdio: ['ignore', full === 1 ? device : 'pipe', full === 2 ? device : 'pipe'],
    });
  } finally {
    closeSync(device);
  }
}

describe('a result that does not get to stdout', () => {
  it('is broken, and says so', () => {
    for (const args of [
      ['decode', '40001210'],
      ['decode', '40001210', '--json'],
      ['history', join(PROJECT_ROOT, 'test/fixtures/results-v1'), '--json'],
    ]) {
      const { status, stderr } = run(args, { full: 1 });
      assert.equal(status, 2, stderr);
      assert.match(stderr, /afalg-stress: stdout could not be written \(ENOSPC\)\n$/);
    }
  });

  it('is none for a reader that goes away', () => {
    const { status } = spawnSync('sh', ['-c', `${process.execPath} ${MAIN} decode 40001210 | :`], { encoding: 'utf8' });
    assert.equal(status, 0);
  });
});

it('an exit code stays what it is when stderr cannot be written', () => {
  assert.equal(run(['decode', 'zzz'], { full: 2 }).status, 64);
});

describe('--json', () => {
  it('is one document in every ending', () => {
    const cases: readonly (readonly [args: readonly string[], verdict: string, exitCode: number])[] = [
      [['run', '--no-such-option'], 'usage', 64],
      [['run', '--duration', 'soon'], 'usage', 64],
      [['replay', '/nowhere'], 'usage', 64],
      [['history', '/nowhere'], 'usage', 64],
      [['run', '--guest', 'uml'], 'broken', 2],
      [['probe', '--guest', 'uml', '--check', 'cbc(aes)'], 'broken', 2],
      [['decode', '--log', join(PROJECT_ROOT, 'package.json')], 'unsupported', 4],
    ];
    for (const [args, verdict, exitCode] of cases) {
      const { status, stdout, stderr } = run([...args, '--json'], { env: NO_GUEST });
      assert.equal(status, exitCode, stderr);
      const ending = ENDING.read(stdout, args.join(' '));
      assert.deepEqual([ending.verdict, ending.exitCode], [verdict, exitCode]);
      assert.ok(stderr.endsWith(`afalg-stress: ${ending.reason}\n`), stderr);
    }
  });

  it('has none beside that of the command', () => {
    const { status, stdout } = run(['decode', '40001210', '--json']);
    assert.equal(status, 0);
    assert.doesNotThrow(() => JSON.parse(stdout));
  });
});
