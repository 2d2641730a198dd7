import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCli } from '../helpers/cli.js';
import { Engine } from '../helpers/vce.js';

interface Answer {
  readonly code: number | null;
  readonly stdout: string;
}

/** What `probe --check` answers: one line, whatever it says. */
async function check(name: string, ...more: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await runCli(['probe', '--guest', 'none', '--quiet', '--check', name, ...more]);
  assert.match(stdout, /^[^\n]+\n$/, stderr);
  return { code, stdout };
}

async function assertRefused(name: string, line: RegExp): Promise<void> {
  const { code, stdout } = await check(name);
  assert.match(stdout, line);
  assert.equal(code, 4);
}

/** What the table says of a name: its row, and the line below it. */
async function table(name: string): Promise<string> {
  const { code, stdout } = await runCli(['probe', '--guest', 'none', '--quiet', name]);
  assert.equal(code, 0);
  return stdout.slice(stdout.indexOf('\n\n') + 2);
}

describe('probe says why', () => {
  it('a driver whose module is not there cannot be bound, and binds it when it is', async () => {
    await assertRefused(
      'cbc-aes-vce',
      /^this kernel has no cbc-aes-vce \(bind failed with ENOENT\): check the name against \/proc\/crypto, and load the module of its driver\n$/,
    );
    using engine = new Engine();
    await engine.ready();
    const { code, stdout } = await check('cbc-aes-vce');
    assert.match(stdout, /^cbc-aes-vce works: cbc-aes-vce \(priority 4000, asynchronous\), verified\n$/);
    assert.equal(code, 0);
    assert.equal((await check('cbc(aes)', '--require-driver', 'cbc-aes-vce')).code, 0);
  });

  it('a driver that is registered, and tested, cannot be bound: its init function fails', async () => {
    using engine = new Engine('init_fails=1');
    await engine.ready();
    for (const name of ['cbc-aes-vce', 'cbc(aes)', 'sha256-vce', 'hmac(sha256)']) {
      await assertRefused(
        name,
        /is registered, but cannot be set up \(bind failed with ENOENT\): its init function .* see the kernel log\n$/,
      );
    }
    assert.match(
      await table('cbc-aes-vce'),
      /\ncbc-aes-vce +skcipher +- +4000 +yes +passed .* no: init-fails\n {2}cbc-aes-vce is registered, but cannot be set up/,
    );
    assert.ok(engine.counter('init_refused') > 0);
  });

  it('a driver whose self-test failed cannot be bound, and that software serves its algorithm', async () => {
    // Software is found beside a driver that failed only where somebody has used it before (crypto/api.c, crypto_alg_lookup).
    assert.equal((await check('cbc(aes-generic)')).code, 0);
    using _engine = new Engine('selftest_fails=1');
    for (const name of ['cbc-aes-vce', 'hmac-sha256-vce']) {
      await assertRefused(
        name,
        new RegExp(
          `^the self-test of ${name} failed \\(bind failed with ELIBBAD\\): see the kernel log for 'alg:' lines\\n$`,
        ),
      );
    }
    assert.match(
      (await check('cbc(aes)')).stdout,
      /^cbc\(aes\) works: cbc\(aes-\S+\) \(priority \d+, synchronous\), verified\n$/,
    );
    const { code, stdout } = await check('cbc(aes)', '--require-driver', 'cbc-aes-vce');
    assert.match(
      stdout,
      /^cbc\(aes\) is served by cbc\(aes-\S+\) \(priority \d+, synchronous\), not by cbc-aes-vce\n$/,
    );
    assert.equal(code, 4);
    assert.match(await table('cbc-aes-vce'), / no: self-test-failed\n/);
  });

  it('an engine gives wrong answers, or none', async () => {
    using engine = new Engine();
    await engine.ready();
    engine.arm('flip=1;op=encrypt;bit=3');
    const wrong = await check('cbc-aes-vce');
    assert.match(
      wrong.stdout,
      /^cbc-aes-vce gives a wrong answer: 64 encrypted bytes are not what node:crypto says; 'afalg-stress run' shows more\n$/,
    );
    assert.equal(wrong.code, 4);
    engine.arm('off');
    engine.arm('lost=1;limit=1');
    const lost = await check('cbc-aes-vce');
    assert.match(
      lost.stdout,
      /^cbc-aes-vce did not return within 15 s: see the kernel log; the thread may be stuck until the next boot\n$/,
    );
    assert.equal(lost.code, 4);
    engine.write('release', 5);
    await engine.quiet();
  });
});
