import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCli } from '../../helpers/cli.js';
import { HUNG } from '../../helpers/findings.js';
import { rewrite, storeRun } from '../../helpers/stored-run.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** Every file below a directory with its content. */
function contents(directory: string): readonly (readonly [string, string])[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry): readonly [string, string] => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, 'latin1')];
    })
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

describe('history', () => {
  it('prints what it can read, warns of the rest, and changes nothing', async () => {
    using top = new TemporaryDirectory();
    storeRun(top.join('good'));
    rewrite(storeRun(top.join('bad')), 'run.json', () => '{');
    const before = contents(top.path);
    const { code, stdout, stderr } = await runCli(['history', top.join('good'), top.join('bad')]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^started .*\n.* board-01 +6\.12\.1 +cbc-aes-caam +0x5eed +1 000 .* 0 +- +\S+\n$/);
    assert.match(stderr, /^afalg-stress: skipped: .*run\.json is damaged.*\n$/);
    assert.deepEqual(contents(top.path), before);
  });

  it('prints the same as JSON', async () => {
    using top = new TemporaryDirectory();
    const directory = storeRun(top.path);
    const { stdout } = await runCli(['history', '--json', top.path]);
    const document: unknown = JSON.parse(stdout);
    assert.ok(typeof document === 'object' && document !== null && 'runs' in document && Array.isArray(document.runs));
    const runs: readonly unknown[] = document.runs;
    const [run] = runs;
    assert.ok(typeof run === 'object' && run !== null && 'directory' in run && 'board' in run);
    assert.deepEqual([runs.length, run.directory, run.board], [1, directory, 'board-01']);
  });

  it('says in one line that there is nothing, with the exit code that tells whose fault it is', async () => {
    using top = new TemporaryDirectory();
    const nothing = await runCli(['history', top.path]);
    assert.equal(nothing.code, 64);
    assert.match(nothing.stderr, /skipped: no run in .*\nafalg-stress: no runs: give/);
    rewrite(storeRun(top.path), 'summary.json', () => '[]');
    assert.equal((await runCli(['history', top.path])).code, 2);
    const unnamed = await runCli(['history']);
    assert.equal(unnamed.code, 64);
    assert.match(unnamed.stderr, /^afalg-stress: .*\n$/);
  });
});

describe('compare', () => {
  it('ends with 1 when something fails only later, else with 0', async () => {
    using top = new TemporaryDirectory();
    storeRun(top.join('old'));
    const failed = storeRun(top.join('new'), { findings: [HUNG], kernel: '7.1' });
    const worse = await runCli(['compare', top.join('old'), top.join('new')]);
    assert.equal(worse.code, 1, worse.stderr);
    assert.match(worse.stdout, /NEW: hung\n/);
    assert.equal((await runCli(['compare', top.join('new'), top.join('old')])).code, 0);
    rmSync(failed, { recursive: true });
    assert.equal((await runCli(['compare', top.join('old'), top.join('new')])).code, 64);
  });

  it('wants two directories', async () => {
    using top = new TemporaryDirectory();
    storeRun(top.path);
    const { code, stderr } = await runCli(['compare', top.path]);
    assert.equal(code, 64);
    assert.match(stderr, /give two or more directories/);
  });
});
