import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BrokenBuild } from '../helpers/broken-build.js';
import { Results, runCli } from '../helpers/cli.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

const HERE = ['--guest', 'none', '--quiet'];

/** A run whose every operation fails, and its first finding. */
async function findingOf(build: BrokenBuild, results: Results): Promise<string> {
  const { code } = await runCli(
    ['run', ...HERE, '--workers', '2', '--seed', '9', '--ops', '6', '--results', results.path],
    build,
  );
  assert.equal(code, 1);
  return join(results.run(), 'findings/0001');
}

/** Every file below, with its content and when it was changed. */
function contents(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return `${path} ${String(statSync(path).mtimeMs)} ${entry.isFile() ? readFileSync(path, 'hex') : ''}`;
  });
}

describe('replay', () => {
  it('fails every time while the fault is there, and never without it', async () => {
    using build = BrokenBuild.wrongKey();
    using results = new Results();
    const finding = await findingOf(build, results);
    using replays = new Results();
    for (const scope of [[], ['--with-burst'], ['--with-neighbours']]) {
      const args = ['replay', finding, ...scope, '--times', '7', ...HERE, '--json', '--results', replays.path];
      const broken = await runCli(args, build);
      assert.equal(broken.code, 1, broken.stderr);
      assert.match(broken.stdout, /"times": 7,\n {2}"failed": 7,/);
      const good = await runCli(args);
      assert.equal(good.code, 0, good.stderr);
      assert.match(good.stdout, /"times": 7,\n {2}"failed": 0,\n {2}"otherFindings": 0,/);
    }
  });

  it('does the same for a key with the options of the run, and not for other options', async () => {
    using build = BrokenBuild.wrongKey();
    using results = new Results();
    await findingOf(build, results);
    const digest = String(results.json('run.json')['workloadDigest']);
    using replays = new Results();
    const args = ['replay', `0x9:1:0:2:${digest}`, '--times', '3', ...HERE, '--results', replays.path];
    const broken = await runCli(args, build);
    assert.equal(broken.code, 1, broken.stderr);
    assert.match(broken.stdout, /^replay of 0x9:1:0:2, alone, on cbc\(aes\): failed 3 of 3 times\n/);
    const other = await runCli([...args, '--max-length', '2048']);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /this would replay another operation; give the options of the run\n$/);
  });

  it('refuses in one line what is no finding, or a damaged one, and changes nothing', async () => {
    using build = BrokenBuild.wrongKey();
    using results = new Results();
    await findingOf(build, results);
    const damages: readonly (readonly [damage: (run: string) => void, code: number, text: RegExp])[] = [
      [
        (run) => {
          rmSync(join(run, 'findings/0001'), { recursive: true });
        },
        64,
        /not a finding/,
      ],
      [
        (run) => {
          rmSync(join(run, 'run.json'));
        },
        2,
        /cannot read .*run\.json \(ENOENT\)/,
      ],
      [
        (run) => {
          truncateSync(join(run, 'run.json'), 100);
        },
        2,
        /run\.json is damaged/,
      ],
      [
        (run) => {
          truncateSync(join(run, 'findings/0001/finding.json'), 40);
        },
        2,
        /finding\.json is damaged/,
      ],
      [
        (run) => {
          rmSync(join(run, 'findings/0001/input.bin'));
        },
        2,
        /input\.bin \(ENOENT\)/,
      ],
      [
        (run) => {
          writeFileSync(join(run, 'findings/0001/input.bin'), 'x');
        },
        2,
        /input\.bin does not match the operation/,
      ],
      [
        (run) => {
          replaceIn(join(run, 'run.json'), '"version": 1', '"version": 99');
        },
        2,
        /version 99, not/,
      ],
      [
        (run) => {
          replaceIn(join(run, 'run.json'), '"mode": "cbc"', '"mode": "xyz"');
        },
        2,
        /settings\.workload\.mode is not/,
      ],
    ];
    for (const [damage, code, text] of damages) {
      using copy = new TemporaryDirectory();
      cpSync(results.run(), copy.path, { recursive: true });
      damage(copy.path);
      const before = contents(copy.path);
      using replays = new Results();
      const args = ['replay', join(copy.path, 'findings/0001'), ...HERE, '--results', replays.path];
      const refused = await runCli(args);
      assert.equal(refused.code, code, refused.stderr);
      assert.match(refused.stderr, text);
      assert.equal(refused.stderr.trimEnd().split('\n').length, 1, refused.stderr);
      assert.deepEqual(contents(copy.path), before);
      assert.deepEqual(replays.runs(), []);
    }
  });
});

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from));
  writeFileSync(path, text.replace(from, to));
}
