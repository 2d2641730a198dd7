import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BrokenBuild } from '../../helpers/broken-build.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

const LAUNCH = 'dist/cli/launch.cjs';

function packageJson(): string {
  return readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8');
}

describe('the first file of the program', () => {
  it('is what the command runs', () => {
    assert.match(packageJson(), /"bin": \{\s*"afalg-stress": "dist\/cli\/launch\.cjs"\s*\}/);
  });

  it('starts the program, with its arguments', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(PROJECT_ROOT, LAUNCH), '--version'], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.equal(stdout.trim(), /"version": "([^"]*)"/.exec(packageJson())?.[1]);
  });

  it('says in one line that Node is too old', () => {
    using broken = new BrokenBuild('cli/launch.cjs', 'NEEDED_MAJOR = 20', 'NEEDED_MAJOR = 99');
    const { status, stdout, stderr } = spawnSync(process.execPath, [broken.join('dist/cli/launch.cjs')], {
      encoding: 'utf8',
    });
    assert.equal(stderr, `afalg-stress: this is Node ${process.versions.node}, and 99.18 or later is needed\n`);
    assert.equal(stdout, '');
    assert.equal(status, 2);
  });

  it('asks for the Node that package.json asks for', () => {
    const [, major, minor] = /"node": ">=(\d+)\.(\d+)"/.exec(packageJson()) ?? [];
    const source = readFileSync(join(PROJECT_ROOT, LAUNCH), 'utf8');
    assert.match(source, new RegExp(`NEEDED_MAJOR = ${String(major)};`));
    assert.match(source, new RegExp(`NEEDED_MINOR = ${String(minor)};`));
  });

  it('is in words that an old Node reads', () => {
    // What Node 12 (V8 7.4) refuses: ??, ?., ??=, class fields, top-level await, import of a node: name.
    const source = readFileSync(join(PROJECT_ROOT, LAUNCH), 'utf8');
    assert.doesNotMatch(source, /\?\?|\?\.|#\w+\s*[=(;]|^await |node:/m);
  });
});
