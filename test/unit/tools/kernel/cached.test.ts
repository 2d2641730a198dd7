import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { cached, cachedRelease } from '#tools/kernel/cached.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

/** Higher than any process has (PID_MAX_LIMIT, include/linux/threads.h). */
const NOBODY = 4_194_305;

let home: TemporaryDirectory;
let before: string | undefined;

function cache(...names: readonly string[]): string {
  return home.join('afalg-stress/kernels', ...names);
}

describe('the kernel cache', () => {
  beforeEach(() => {
    home = new TemporaryDirectory();
    before = process.env['XDG_CACHE_HOME'];
    process.env['XDG_CACHE_HOME'] = home.path;
  });

  afterEach(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
    home[Symbol.dispose]();
  });

  it('makes a directory once', () => {
    let made = 0;
    for (let time = 0; time < 2; time += 1) {
      const directory = cached('uml-6.1', (unfinished, final) => {
        made += 1;
        assert.equal(final, cache('uml-6.1'));
        assert.equal(existsSync(final), false);
        writeFileSync(join(unfinished, 'vmlinux'), '');
      });
      assert.equal(directory, cache('uml-6.1'));
    }
    assert.equal(made, 1);
    assert.deepEqual(readdirSync(cache()), ['uml-6.1']);
    assert.deepEqual(readdirSync(cache('uml-6.1')), ['vmlinux']);
  });

  it('has none of what failed, and removes what a process that is gone began', () => {
    const fail = (): void => {
      throw new Error('no network');
    };
    assert.throws(() => cached('qemu-6.1', fail));
    assert.equal(existsSync(cache('qemu-6.1')), false);
    const [ours, abandoned, other] = [process.pid, NOBODY]
      .flatMap((pid) => [cache(`qemu-6.1.${String(pid)}.unfinished`)])
      .concat(cache(`qemu-6.12.${String(NOBODY)}.unfinished`));
    assert.ok(ours !== undefined && abandoned !== undefined && other !== undefined);
    assert.ok(existsSync(ours));
    for (const path of [abandoned, other]) mkdirSync(path);
    cached('qemu-6.1', () => undefined);
    assert.equal(existsSync(abandoned), false);
    assert.ok(existsSync(other));
  });

  it('keeps the release that was the latest when it was first asked for', () => {
    assert.equal(
      cachedRelease('latest-6.1', () => '6.1.0-56-amd64'),
      '6.1.0-56-amd64',
    );
    assert.equal(
      cachedRelease('latest-6.1', () => '6.1.0-57-amd64'),
      '6.1.0-56-amd64',
    );
  });
});
