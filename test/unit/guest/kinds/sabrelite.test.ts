import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runCli, type Ended } from '../../../helpers/cli.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

/** A run in the sabrelite guest where no program is to be found, with these directories in the cache. */
async function run(...cached: readonly string[]): Promise<Ended> {
  using directory = new TemporaryDirectory();
  for (const name of cached) mkdirSync(directory.join('afalg-stress/kernels', name), { recursive: true });
  const args = ['run', '--guest', 'sabrelite', '--seed', '1', '--results', directory.join('results')];
  return await runCli(args, { env: { ...process.env, PATH: '/nowhere', XDG_CACHE_HOME: directory.path } });
}

describe('the sabrelite guest, where it cannot be had,', () => {
  it('says what makes it ready', async () => {
    for (const cached of [[], ['qemu-6.1', 'sabrelite-6.12.unfinished']]) {
      const { code, stderr } = await run(...cached);
      assert.equal(code, 2);
      assert.match(stderr, /\nafalg-stress: no sabrelite guest here: run 'npm run guest:sabrelite'\n$/);
    }
  });

  it('says what to install', async () => {
    const { code, stderr } = await run('sabrelite-6.12');
    assert.equal(code, 2);
    assert.match(
      stderr,
      /\nafalg-stress: no qemu for ARM here: apt-get install --no-install-recommends qemu-system-arm /,
    );
  });
});
