import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { PROJECT_ROOT } from '../helpers/paths.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

/** The step of docs/bisect.md, word for word but for how the program is called. */
function stepOfDocument(): string {
  const document = readFileSync(join(PROJECT_ROOT, 'docs/bisect.md'), 'utf8');
  const step = /^ {4}#!\/bin\/sh\n {4}# step\.sh\n((?: {4}.*\n)+)/m.exec(document)?.[1] ?? assert.fail('no step');
  const program = `${process.execPath} ${join(PROJECT_ROOT, 'dist/cli/afalg-stress.js')}`;
  return step.replaceAll(/^ {4}/gm, '').replace('afalg-stress probe', `${program} probe`);
}

it(
  'git bisect run finds the commit that took an algorithm away',
  { skip: process.getuid?.() !== 0 && 'unloading modules needs root' },
  () => {
    using repository = new TemporaryDirectory();
    const git = (...args: readonly string[]): string => {
      const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'init.defaultBranch=main'];
      const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
        cwd: repository.path,
        encoding: 'utf8',
        env: { ...process.env, HOME: repository.path },
      });
      assert.equal(status, 0, `git ${args.join(' ')}: ${stdout}${stderr}`);
      return stdout;
    };
    mkdirSync('/run/modprobe.d', { recursive: true });
    try {
      git('init', '--quiet');
      let culprit = '';
      for (let commit = 1; commit <= 8; commit += 1) {
        const lines = [`# revision ${String(commit)}`, ...(commit >= 6 ? ['install pcbc /bin/false'] : [])];
        writeFileSync(repository.join('crypto.conf'), `${lines.join('\n')}\n`);
        git('add', 'crypto.conf');
        git('commit', '--quiet', '--message', `Revision ${String(commit)}`);
        if (commit === 6) culprit = git('rev-parse', 'HEAD').trim();
      }
      const step = repository.join('step.sh');
      writeFileSync(step, stepOfDocument());
      git('bisect', 'start', 'HEAD', 'HEAD~7');
      const found = git('bisect', 'run', 'sh', step);
      assert.match(found, /pcbc\(aes\) works: /);
      assert.match(found, /pcbc\(aes\) cannot be bound .*modprobe\.d says 'install pcbc \/bin\/false'/);
      assert.match(found, new RegExp(`^${culprit} is the first bad commit$`, 'm'));
    } finally {
      rmSync('/run/modprobe.d/crypto.conf', { force: true });
    }
  },
);
