import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runCli } from '../helpers/cli.js';

const MODPROBE = '/proc/sys/kernel/modprobe';
const TYPES = ['skcipher', 'aead', 'hash', 'rng'];

/** A kernel without some of AF_ALG's modules, as one that was built without them, until the scope ends. */
class WithoutModules implements Disposable {
  readonly #modprobe = readFileSync(MODPROBE, 'utf8').trim();

  constructor(...names: readonly string[]) {
    const { status, stderr } = spawnSync(this.#modprobe, ['-r', ...names], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    // The kernel would load them again.
    writeFileSync(MODPROBE, '/bin/false\n');
  }

  [Symbol.dispose](): void {
    writeFileSync(MODPROBE, `${this.#modprobe}\n`);
  }
}

async function assertRefused(name: string, line: RegExp): Promise<void> {
  const { code, stdout } = await runCli(['probe', '--guest', 'none', '--quiet', '--check', name]);
  assert.match(stdout, line);
  assert.equal(code, 4);
}

describe('probe on a kernel without', { skip: process.getuid?.() !== 0 && 'unloading modules needs root' }, () => {
  it('the type of an algorithm says so, listed or not', async () => {
    // So that AF_ALG itself stays, and software is listed that could be bound.
    const before = await runCli(['probe', '--guest', 'none', '--quiet', 'sha256', 'cbc(aes)']);
    assert.match(before.stdout, /^cbc\(aes\) .* verified$/m);
    using _without = new WithoutModules('algif_skcipher');
    const line =
      /^AF_ALG has no type skcipher \(bind failed with ENOENT\): modprobe algif_skcipher, or a kernel with CONFIG_CRYPTO_USER_API_SKCIPHER\n$/;
    await assertRefused('cbc(aes)', line);
    await assertRefused('cbc(nonsense)', line);
    const { stdout } = await runCli(['probe', '--guest', 'none', '--quiet', 'sha256', 'ecb(aes)']);
    assert.match(stdout, /^sha256 +hash .* verified$/m, 'the others work');
    assert.match(stdout, /^ecb\(aes\) .* no: no-interface$/m);
  });

  it('AF_ALG says so', async () => {
    using _without = new WithoutModules(...TYPES.map((type) => `algif_${type}`), 'af_alg');
    await assertRefused(
      'cbc(aes)',
      /^this kernel has no AF_ALG \(socket failed with EAFNOSUPPORT\): modprobe algif_skcipher, or a kernel with CONFIG_CRYPTO_USER_API_SKCIPHER, or --guest uml\n$/,
    );
    const { code, stdout } = await runCli(['probe', '--guest', 'none', '--quiet']);
    assert.equal(code, 4);
    assert.match(stdout, /^af_alg +MISSING: this kernel has no AF_ALG/m);
  });

  it('nothing of it, all works', async () => {
    const { code } = await runCli(['probe', '--guest', 'none', '--quiet', '--check', 'cbc(aes)']);
    assert.equal(code, 0, 'once the modules may be loaded again');
  });
});
