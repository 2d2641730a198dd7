import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Results, runCli } from '../helpers/cli.js';

const QUICK = ['run', '--guest', 'none', '--workers', '3', '--seed', '0x5eed'];

describe('afalg-stress run', () => {
  it('passes on a healthy kernel and leaves a complete directory', async () => {
    using results = new Results();
    const { code, stdout, stderr } = await runCli([...QUICK, '--ops', '3000', '--results', results.path]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^seed 0x5eed\n/);
    assert.match(stdout, /^seed 0x5eed\nPASS: every byte of 3 000 operations is right\n/);
    assert.deepEqual([...readdirSync(results.run())].sort(), ['events.ndjson', 'kmsg.log', 'run.json', 'summary.json']);

    const summary = results.json('summary.json');
    assert.equal(summary['verdict'], 'pass');
    assert.equal(summary['exitCode'], 0);
    assert.deepEqual(summary['counts'], { ...NO_COUNTS, pass: 3000 });
    assert.match(JSON.stringify(summary['drivers']), /^\[\{"name":"cbc\(aes\)","driver":"\S+".*"workers":3\}\]$/);
    assert.deepEqual(results.json('run.json')['drivers'], summary['drivers']);
    assert.deepEqual(
      results.events().map(({ event }) => event),
      ['start', 'bound', 'kernel', 'end'],
    );
  });

  it('does the same operations for the same seed, and others for another', async () => {
    const digest = async (...args: string[]): Promise<unknown> => {
      using results = new Results();
      const { code } = await runCli([...QUICK, '--ops', '100', '--results', results.path, ...args]);
      assert.equal(code, 0);
      return results.json('run.json')['planDigest'];
    };
    const first = await digest();
    assert.equal(await digest(), first);
    assert.notEqual(await digest('--direction', 'encrypt'), first);
  });

  for (const algorithm of ['ecb(aes)', 'ctr(aes)', 'cbc(aes-generic)', 'cryptd(cbc(aes-generic))']) {
    it(`verifies ${algorithm}`, async () => {
      using results = new Results();
      const args = [...QUICK, '--ops', '2000', '--algorithm', algorithm, '--key-size', '32', '--results', results.path];
      const { code, stdout, stderr } = await runCli(args);
      assert.equal(code, 0, stdout + stderr);
    });
  }

  for (const [algorithm, chunks] of [
    ['cbc(aes)', '7'],
    ['ctr(aes)', '3'],
    ['cryptd(cbc(aes-generic))', '256'],
  ] as const) {
    it(`verifies ${algorithm} in ${chunks} pieces, each with the IV that was written back`, async () => {
      using results = new Results();
      const lengths = algorithm === 'ctr(aes)' ? ['--min-length', '1', '--max-length', '999'] : [];
      const args = [...QUICK, '--ops', '2000', '--algorithm', algorithm, '--chunks', chunks, ...lengths];
      const { code, stdout, stderr } = await runCli([...args, '--results', results.path]);
      assert.equal(code, 0, stdout + stderr);
    });
  }

  it('prints summary.json with --json, and with --quiet nothing else', async () => {
    using results = new Results();
    const args = [...QUICK, '--ops', '100', '--vary', 'burst', '--json', '--quiet', '--results', results.path];
    const { code, stdout, stderr } = await runCli(args);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), results.json('summary.json'));
  });

  it('ends with 4 and leaves nothing when there is nothing to test', async () => {
    const cases = [
      [['--algorithm', 'cbc(aes-nonsense)'], /this kernel has no cbc\(aes-nonsense\) \(bind failed with ENOENT\)/],
      [['--require-driver', 'cbc-aes-caam'], /cbc\(aes\) is served by \S+ \(priority \d+\), not by cbc-aes-caam/],
    ] as const;
    for (const [args, message] of cases) {
      using results = new Results();
      const { code, stdout, stderr } = await runCli([...QUICK, ...args, '--results', results.path]);
      assert.equal(code, 4, stderr);
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 2, 'the seed and one line');
      assert.equal(stdout, '');
      assert.deepEqual(results.runs(), []);
    }
  });

  it('ends with 64 when a message does not fit the socket', async () => {
    using results = new Results();
    const { code, stderr } = await runCli([...QUICK, '--max-length', '1M', '--results', results.path]);
    assert.equal(code, 64);
    assert.match(stderr, /--max-length '1048576': a socket holds at most \d+ bytes/);
    assert.deepEqual(results.runs(), []);
  });

  it('ends with 2 when the results cannot be written', async () => {
    const { code, stderr } = await runCli([...QUICK, '--results', '/proc/nowhere/results']);
    assert.equal(code, 2);
    assert.match(stderr, /cannot write results to \/proc\/nowhere\/results \(E\w+\): .*--results/);
  });

  it('runs with the longest messages a socket takes', async () => {
    using results = new Results();
    const args = [...QUICK, '--ops', '60', '--min-length', '128K', '--max-length', '192K', '--results', results.path];
    const { code, stdout, stderr } = await runCli(args);
    assert.equal(code, 0, stdout + stderr);
    assert.equal(existsSync(join(results.run(), 'summary.json')), true);
  });
});

const NO_COUNTS = {
  pass: 0,
  wrong: 0,
  overrun: 0,
  length: 0,
  refused: 0,
  hung: 0,
  kernel: 0,
  unsupported: 0,
  broken: 0,
};
