import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './paths.js';
import { TemporaryDirectory } from './temporary-directory.js';

/**
 * The step under a heading of docs/bisect.md, word for word but for how the program is called.
 *
 * @param values of the variables that its user has set
 */
export function bisectStep(heading: string, values: Readonly<Record<string, string>> = {}): string {
  const document = readFileSync(join(PROJECT_ROOT, 'docs/bisect.md'), 'utf8');
  const [, section = ''] = document.split(`\n## ${heading}\n`);
  const step = /^ {4}#!\/bin\/sh\n {4}# step\.sh.*\n((?: {4}.*\n)+)/m.exec(section)?.[1] ?? assert.fail('no step');
  const program = `${process.execPath} ${join(PROJECT_ROOT, 'dist/cli/afalg-stress.js')}`;
  const text = step.replaceAll(/^ {4}/gm, '').replace('afalg-stress probe', `${program} probe`);
  return Object.entries(values).reduce((rest, [name, value]) => {
    assert.ok(rest.includes(name), name);
    return rest.replaceAll(name, value);
  }, text);
}

/** A git repository with commits to bisect; it goes with the scope. */
export class BisectRepository implements Disposable {
  readonly #directory = new TemporaryDirectory();
  #commits = 0;

  constructor() {
    this.#git('init', '--quiet');
  }

  get path(): string {
    return this.#directory.path;
  }

  join(name: string): string {
    return this.#directory.join(name);
  }

  /** Everything there is now; returns the commit's name. */
  commit(message: string): string {
    this.#git('add', '--all');
    this.#git('commit', '--quiet', '--message', message);
    this.#commits += 1;
    return this.#git('rev-parse', 'HEAD').trim();
  }

  /** `git bisect run` from the first commit, which is good, to the last, which is not; returns what it printed. */
  bisect(step: string): string {
    const path = this.join('step.sh');
    writeFileSync(path, step);
    this.#git('bisect', 'start', 'HEAD', `HEAD~${String(this.#commits - 1)}`);
    return this.#git('bisect', 'run', 'sh', path);
  }

  #git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'init.defaultBranch=main'];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
      cwd: this.path,
      encoding: 'utf8',
      env: { ...process.env, HOME: this.path },
    });
    assert.equal(status, 0, `git ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}
