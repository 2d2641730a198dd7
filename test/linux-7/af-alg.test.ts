import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { native } from '#dist/afalg/native.js';
import { runCli } from '../helpers/cli.js';
import { Engine } from '../helpers/vce.js';

const RESTRICT = '/proc/sys/crypto/af_alg_restrict';

/** crypto.af_alg_restrict has this value until the scope ends. */
class Restricted implements Disposable {
  readonly #before: string;

  constructor(value: '0' | '1' | '2') {
    // Only af_alg itself brings the sysctl, and only the first socket loads af_alg.
    native().probe();
    this.#before = readFileSync(RESTRICT, 'utf8').trim();
    writeFileSync(RESTRICT, value);
  }

  [Symbol.dispose](): void {
    writeFileSync(RESTRICT, this.#before);
  }
}

/** What `probe --check` and `run` say of a name; both know the same. */
async function refusal(name: string): Promise<string> {
  const check = await runCli(['probe', '--guest', 'none', '--quiet', '--check', name]);
  assert.equal(check.code, 4, check.stdout);
  const run = await runCli([
    'run',
    '--guest',
    'none',
    '--quiet',
    '--ops',
    '1',
    '--results',
    '/tmp',
    '--algorithm',
    name,
  ]);
  assert.equal(run.code, 4, run.stderr);
  assert.equal(run.stderr.trim().split('\n').at(-1), `afalg-stress: ${check.stdout.trim()}`);
  return check.stdout;
}

async function works(name: string): Promise<string> {
  const { code, stdout } = await runCli(['probe', '--guest', 'none', '--quiet', '--check', name]);
  assert.equal(code, 0, stdout);
  return stdout;
}

describe('on Linux 7.3, as root', () => {
  it('an engine is out of reach, restricted or not, and is said to be', async () => {
    using engine = new Engine();
    await engine.ready();
    for (const value of ['0', '1'] as const) {
      using _restricted = new Restricted(value);
      const text = await refusal('cbc-aes-vce');
      assert.match(text, /registered, but AF_ALG refuses it .*neither root nor a sysctl changes that; dm-crypt, IPsec/);
      assert.match(await works('cbc(aes)'), /^cbc\(aes\) works: cbc-aes-(?!vce)/, 'software serves the name');
    }
  });

  it('the list holds names of algorithms, and says so of those of drivers', async () => {
    using _restricted = new Restricted('1');
    for (const name of ['cbc(aes)', 'xts(aes)', 'hmac(sha256)', 'ccm(aes)']) await works(name);
    const { stdout } = await runCli(['probe', '--guest', 'none', '--quiet', 'cbc(aes)']);
    const driver = /^cbc\(aes\) +skcipher +(\S+)/m.exec(stdout)?.[1] ?? '';
    assert.match(driver, /^cbc/);
    assert.match(
      await refusal(driver),
      /not on the kernel's list .*cbc\(aes\).* and no name of a driver, for root, too/,
    );
    assert.match(await refusal('gcm(aes)'), /not on the kernel's list .*which holds ccm\(aes\)/);
    using _open = new Restricted('0');
    await works(driver);
    await works('gcm(aes)');
  });

  it('a restriction to nothing says how to lift it', async () => {
    using _restricted = new Restricted('2');
    assert.match(
      await refusal('cbc(aes)'),
      /^AF_ALG is switched off \(socket failed with EAFNOSUPPORT, crypto.af_alg_restrict=2\): sysctl crypto.af_alg_restrict=1/,
    );
  });

  it('the table says what holds for all drivers', async () => {
    using _restricted = new Restricted('1');
    const { code, stdout } = await runCli(['probe', '--guest', 'none', '--quiet', 'cbc(aes)']);
    assert.equal(code, 0);
    assert.match(stdout, /REACHES NO ASYNCHRONOUS DRIVER/);
    assert.match(stdout, /^restricted +crypto\.af_alg_restrict=1$/m);
    assert.match(stdout, /^cbc\(aes\) .* verified$/m);
  });
});
