import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { elfMachine } from '#dist/afalg/elf-machine.js';
import { PROJECT_ROOT } from '../helpers/paths.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

/** The architectures that were compiled for before this test: tools/test/test.ts says so. */
const COMPILED: readonly string[] = (process.env['AFALG_PREBUILDS'] ?? '').split(',').filter((name) => name !== '');

let directory: TemporaryDirectory;
let root = '';

function run(program: string, args: readonly string[], cwd = PROJECT_ROOT): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** All files of the package, relative to its root. */
function files(below = ''): readonly string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return files(path);
    return [path];
  });
}

function manifest(): string {
  return readFileSync(join(root, 'package.json'), 'utf8');
}

describe('the npm package', () => {
  before(() => {
    directory = new TemporaryDirectory();
    // What `npm publish` would send, without the build that comes first.
    run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory.path]);
    const [archive = ''] = readdirSync(directory.path).filter((name) => name.endsWith('.tgz'));
    run('tar', ['-xzf', archive], directory.path);
    root = directory.join('package');
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'));
  });

  after(() => {
    directory[Symbol.dispose]();
  });

  it('has the program, its sources, the addon and what compiles it, and nothing else', () => {
    const allowed = [
      /^(package\.json|LICENSE|README\.md|CHANGELOG\.md|binding\.gyp)$/,
      /^dist\/[\w/-]+\.(js|cjs|d\.ts|d\.cts|(js|cjs)\.map)$/,
      /^src\/[\w/-]+\.(ts|cts|sh)$/,
      /^native\/addon\/\w+\.(cc|h)$/,
      /^native\/minimal\/(\w+\.[ch]|\.clang-format)$/,
      /^native\/uml\/fpstate\.c$/,
      /^prebuilds\/linux-(x64|arm|arm64)\/afalg\.node$/,
      /^prebuilds\/linux-x64\/uml_fpstate\.so$/,
    ];
    const strangers = files().filter(
      (path) => path !== 'node_modules' && !allowed.some((pattern) => pattern.test(path)),
    );
    assert.deepEqual(strangers, []);
    for (const path of ['dist/cli/launch.cjs', 'dist/cli/afalg-stress.js', 'dist/worker/worker.js', 'binding.gyp']) {
      assert.ok(files().includes(path), path);
    }
    const sources = files().filter((path) => /^src\/.*\.ts$/.test(path));
    for (const source of sources) {
      const compiled = source.replace(/^src(.*)\.ts$/, 'dist$1.js');
      assert.ok(files().includes(compiled), compiled);
    }
  });

  it('runs nothing when it is installed', () => {
    assert.match(manifest(), /"gypfile": false/);
    assert.doesNotMatch(manifest(), /"(pre|post)?install":/);
    // npm runs node-gyp by itself where it finds this file and the manifest does not say otherwise.
    assert.ok(files().includes('binding.gyp'));
  });

  it('has the addon compiled for each machine it was compiled for', () => {
    assert.notDeepEqual(COMPILED, [], 'none was compiled');
    for (const architecture of COMPILED) {
      const path = join(root, `prebuilds/linux-${architecture}/afalg.node`);
      assert.equal(elfMachine(readFileSync(path)), architecture);
    }
  });

  it('is no larger than a slow link takes', () => {
    const [archive = ''] = readdirSync(directory.path).filter((name) => name.endsWith('.tgz'));
    assert.ok(statSync(directory.join(archive)).size < 3 * 1024 * 1024);
  });

  it('starts, and loads the addon that it brings along', () => {
    assert.equal(run(process.execPath, [join(root, 'dist/cli/launch.cjs'), '--version']).trim(), version());
    const load = `const { native } = await import('${join(root, 'dist/afalg/native.js')}'); console.log(native().threadId())`;
    assert.match(run(process.execPath, ['--input-type=module', '-e', load]), /^\d+\n$/);
  });
});

function version(): string {
  return /"version": "([^"]*)"/.exec(manifest())?.[1] ?? '';
}
