import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { native } from '#dist/afalg/native.js';
import { Results, runCli } from '../helpers/cli.js';
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
  using results = new Results();
  const run = await runCli([
    ...['run', '--guest', 'none', '--quiet', '--ops', '1'],
    ...['--results', results.path, '--algorithm', name],
  ]);
  assert.equal(run.code, 4, run.stderr);
  assert.equal(run.stderr.trim().split('\n').at(-1), `afalg-stress: ${check.stdout.trim()}`);
  return check.stdout;
}

async function table(...names: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['probe', '--guest', 'none', '--quiet', ...names]);
  assert.equal(code, 0, stderr);
  return stdout;
}

// The emulated processor takes seconds for each command.
describe('on Linux 7.3, as root', { timeout: 600_000 }, () => {
  it('an engine is out of reach, restricted or not, and is said to be', async () => {
    using engine = new Engine();
    await engine.ready();
    using _restricted = new Restricted('1');
    const text = await refusal('cbc-aes-vce');
    assert.match(text, /registered, but AF_ALG refuses it .*neither root nor a sysctl changes that; IPsec/);
    assert.doesNotMatch(text, /run as root|sysctl crypto/);
    using _open = new Restricted('0');
    const open = await table('cbc-aes-vce', 'cbc(aes)');
    assert.match(open, /neither root nor a sysctl changes that; IPsec/);
    assert.match(open, /REACHES NO ASYNCHRONOUS DRIVER/);
    assert.match(open, /^cbc\(aes\) +skcipher +cbc-aes-(?!vce).* verified$/m, 'software serves the name');
  });

  it('the list holds names of algorithms, and says so of those of drivers', async () => {
    using _restricted = new Restricted('1');
    const listed = await table('cbc(aes)', 'xts(aes)', 'hmac(sha256)', 'ccm(aes)', 'gcm(aes)');
    for (const name of ['cbc\\(aes\\)', 'xts\\(aes\\)', 'hmac\\(sha256\\)', 'ccm\\(aes\\)']) {
      assert.match(listed, new RegExp(`^${name} .* (?:verified|consistent|answered)$`, 'm'));
    }
    assert.match(listed, /gcm\(aes\) is not on the kernel's list .*which holds ccm\(aes\), for root, too: sysctl/);
    assert.match(listed, /^restricted +crypto\.af_alg_restrict=1$/m);
    const driver = /^cbc\(aes\) +skcipher +(\S+)/m.exec(listed)?.[1] ?? '';
    assert.match(driver, /^cbc/);
    assert.match(
      await refusal(driver),
      /not on the kernel's list .*cbc\(aes\).* and no name of a driver, for root, too/,
    );
    using _open = new Restricted('0');
    const open = await table(driver, 'gcm(aes)');
    assert.equal(open.match(/ (?:verified|consistent|answered)$/gm)?.length, 2, open);
  });

  it('a restriction to nothing says how to lift it', async () => {
    using _restricted = new Restricted('2');
    assert.match(
      await refusal('cbc(aes)'),
      /^AF_ALG is switched off \(socket failed with EAFNOSUPPORT, crypto.af_alg_restrict=2\): sysctl crypto.af_alg_restrict=1/,
    );
  });
});
