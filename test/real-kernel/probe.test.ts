import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BrokenBuild } from '../helpers/broken-build.js';
import { runCli, type Ended } from '../helpers/cli.js';

const PROBE = ['probe', '--guest', 'none'];

interface Seen {
  readonly served: string;
  readonly keySizes: string;
  readonly aio: string;
  readonly outcome: string;
}

/** What `probe --json` says of each of these names. */
async function probe(...names: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
  const { code, stdout, stderr } = await runCli([...PROBE, '--json', ...names]);
  assert.equal(code, 0, stderr);
  const report: unknown = JSON.parse(stdout);
  assert.ok(
    typeof report === 'object' && report !== null && 'algorithms' in report && Array.isArray(report.algorithms),
  );
  const seen = new Map<string, Seen>();
  for (const algorithm of report.algorithms.map((one: unknown) => JSON.stringify(one))) {
    const field = (name: string): string =>
      new RegExp(`"${name}":(null|[[{][^\\]}]*|"[^"]*")`).exec(algorithm)?.[1] ?? '';
    seen.set(field('name').slice(1, -1), {
      served: field('served'),
      keySizes: field('keySizes'),
      aio: field('aio'),
      outcome: field('outcome'),
    });
  }
  return seen;
}

describe('afalg-stress probe', () => {
  it('sees what works, by whom, with which keys, and verifies it', async () => {
    const seen = await probe(
      'cbc(aes)',
      'cbc(aes-generic)',
      'sha256',
      'hmac(sha256)',
      'gcm(aes)',
      'stdrng',
      'xts(aes)',
    );
    assert.match(seen.get('cbc(aes)')?.served ?? '', /"name":"cbc\(aes\)","driver":"/);
    assert.equal(seen.get('cbc(aes)')?.keySizes, '[16,24,32');
    assert.match(seen.get('xts(aes)')?.keySizes ?? '', /^\[32,48,64|^\[32,64/);
    for (const name of ['cbc(aes)', 'cbc(aes-generic)', 'sha256', 'hmac(sha256)']) {
      assert.match(seen.get(name)?.outcome ?? '', /"kind":"works","proof":"verified"/, name);
    }
    for (const name of ['gcm(aes)', 'xts(aes)']) {
      assert.match(seen.get(name)?.outcome ?? '', /"kind":"works","proof":"consistent"/, name);
    }
    assert.match(seen.get('stdrng')?.outcome ?? '', /"kind":"works","proof":"answered"/);
  });

  it('finds every entry of /proc/crypto usable on a healthy kernel', async () => {
    const { code, stdout } = await runCli(PROBE);
    assert.equal(code, 0);
    assert.match(stdout, /^af_alg +available$/m);
    assert.match(stdout, /^limits +optmem_max \d+, page \d+$/m);
    assert.doesNotMatch(stdout, /no: |WRONG|HUNG/);
    assert.match(stdout, /^sha1-generic +hash +sha1-generic .* verified$/m);
  });

  it('measures whether asynchronous reads are asynchronous', async () => {
    const seen = await probe('cbc(aes-generic)', 'cryptd(cbc(aes-generic))');
    assert.match(seen.get('cbc(aes-generic)')?.aio ?? '', /"kind":"synchronous"/);
    // Linux 6.1.178 and later wait for asynchronous drivers, too; the guest's is 6.1.176.
    assert.match(seen.get('cryptd(cbc(aes-generic))')?.aio ?? '', /"kind":"(?:a)?synchronous"/);
    const { stdout: release } = await runCli([...PROBE, '--json', 'sha256']);
    if (release.includes('"kernelRelease": "6.1.176"')) {
      assert.match(seen.get('cryptd(cbc(aes-generic))')?.aio ?? '', /"kind":"asynchronous","pending":8/);
    }
  });

  it('says that there is no such algorithm', async () => {
    const seen = await probe('cbc(nonsense)');
    assert.match(
      seen.get('cbc(nonsense)')?.outcome ?? '',
      /"cause":"not-found","why":"this kernel has no cbc\(nonsense\)/,
    );
  });

  it('says that no key it knows is taken', async () => {
    const name = 'echainiv(authenc(hmac(sha256),cbc(aes)))';
    const seen = await probe(name);
    assert.match(seen.get(name)?.outcome ?? '', /"stage":"key","cause":"key-size".*refuses every key that was tried/);
    const { code, stdout } = await check([name]);
    assert.equal(code, 4);
    assert.match(
      stdout,
      /^echainiv\(.* refuses every key that was tried \([\d, ]+ bytes; setsockopt failed with EINVAL\)[^\n]*\n$/,
    );
  });

  it('says that the module is blocked', { skip: process.getuid?.() !== 0 && 'needs root' }, async () => {
    mkdirSync('/run/modprobe.d', { recursive: true });
    const file = '/run/modprobe.d/afalg-stress-test.conf';
    writeFileSync(file, 'install ofb /bin/false\n');
    try {
      const { code, stdout } = await runCli([...PROBE, '--check', 'ofb(aes)']);
      assert.equal(code, 4);
      assert.match(
        stdout,
        /^ofb\(aes\) cannot be bound .*modprobe\.d says 'install ofb \/bin\/false'\): remove that line\n$/,
      );
    } finally {
      rmSync(file);
    }
    const { code, stdout } = await runCli([...PROBE, '--check', 'ofb(aes)']);
    assert.equal(code, 0, 'and without that line it works');
    assert.match(stdout, /^ofb\(aes\) works: ofb\(aes-\S+\) \(priority \d+, synchronous\), consistent\n$/);
  });

  it('sees a wrong answer', async () => {
    using build = new BrokenBuild(
      'probe/exercise.js',
      "computeDirectly(mode, 'encrypt'",
      "computeDirectly(mode, 'decrypt'",
    );
    const { code, stdout } = await check(['cbc(aes-generic)'], build);
    assert.equal(code, 4);
    assert.match(stdout, /cbc\(aes-generic\) gives a wrong answer: 64 encrypted bytes are not what node:crypto says/);
  });

  it('survives an engine that never answers', async () => {
    using build = new BrokenBuild(
      'probe/probe-one.js',
      "at('use');",
      "at('use'); if (name === 'ctr(aes)') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    ).breakAlso('cli/probe-command-*.js', 'STEP_MILLISECONDS = 15e3', 'STEP_MILLISECONDS = 1e3');
    const { code, stdout } = await runCli([...PROBE, 'ctr(aes)', 'cbc(aes)'], build);
    assert.equal(code, 0);
    assert.match(stdout, /^ctr\(aes\) .*HUNG in use\n {2}ctr\(aes\) did not return within 1 s/m);
    assert.match(stdout, /^cbc\(aes\) .* verified$/m, 'and goes on with the next');
  });
});

describe('afalg-stress probe --check', () => {
  it('answers with one line and the exit code', async () => {
    const yes = await check(['cbc(aes)']);
    assert.equal(yes.code, 0);
    assert.match(yes.stdout, /^cbc\(aes\) works: \S+ \(priority \d+, a?synchronous\), verified\n$/);
    const no = await check(['foo(aes)']);
    assert.equal(no.code, 4);
    assert.match(no.stdout, /^this kernel has no foo\(aes\) [^\n]*\n$/);
    const other = await check(['cbc(aes)', '--require-driver', 'cbc-aes-caam']);
    assert.equal(other.code, 4);
    assert.match(other.stdout, /^cbc\(aes\) is served by [^\n]*, not by cbc-aes-caam\n$/);
  });
});

async function check(args: readonly string[], options = {}): Promise<Ended> {
  const [name = '', ...rest] = args;
  return runCli([...PROBE, '--check', name, ...rest], options);
}
