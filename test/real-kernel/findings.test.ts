import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { BrokenBuild } from '../helpers/broken-build.js';
import { Results, runCli } from '../helpers/cli.js';

const RUN = ['run', '--guest', 'none', '--workers', '2', '--seed', '7'];

describe('findings', () => {
  it('keep the bytes of every wrong operation', async () => {
    using build = BrokenBuild.wrongKey();
    using results = new Results();
    const { code, stdout, stderr } = await runCli([...RUN, '--ops', '20', '--results', results.path], build);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /FAIL: 20 wrong/);
    const findings = join(results.run(), 'findings');
    assert.equal(readdirSync(findings).length, 20);
    for (const name of readdirSync(findings)) {
      const file = (bytes: string): Buffer => readFileSync(join(findings, name, bytes));
      const finding: unknown = JSON.parse(file('finding.json').toString());
      const { cipherKey, iv, direction } = stringsIn(finding);
      const [key, vector] = [Buffer.from(cipherKey, 'hex'), Buffer.from(iv, 'hex')];
      const way = direction === 'encrypt' ? 'encrypt' : 'decrypt';
      assert.deepEqual(file('expected.bin'), computeDirectly('cbc', way, key, vector, file('input.bin')));
      // What the kernel made of it under the key that the workers really set.
      const wrong = Buffer.from(key);
      wrong.writeUInt8((wrong[0] ?? 0) ^ 1, 0);
      assert.deepEqual(file('actual.bin'), computeDirectly('cbc', way, wrong, vector, file('input.bin')));
    }
    assert.equal(results.events().filter(({ event }) => event === 'finding').length, 20);
    assert.match(
      stdout,
      /finding 1: wrong: (en|de)crypt of \d+ bytes: (en|de)crypted under its key with bit 0 of byte 0 flipped/,
    );
  });

  it('are the same whichever engine performs the operations', async () => {
    using build = BrokenBuild.wrongKey();
    const found: string[] = [];
    for (const engine of [[], ['--engine', 'uring', '--depth', '4'], ['--engine', 'aio', '--depth', '4']]) {
      using results = new Results();
      const { code, stderr } = await runCli([...RUN, ...engine, '--ops', '60', '--results', results.path], build);
      assert.equal(code, 1, stderr);
      const findings = join(results.run(), 'findings');
      const all = readdirSync(findings).map((name) => {
        const [key] = /"key": "[^"]+"/.exec(readFileSync(join(findings, name, 'finding.json'), 'utf8')) ?? [];
        return `${String(key)} ${readFileSync(join(findings, name, 'actual.bin')).toString('hex')}`;
      });
      assert.equal(all.length, 60);
      found.push(all.sort().join('\n'));
    }
    assert.deepEqual(new Set(found).size, 1);
  });

  it('say what happened, how to see it again, and with which bytes', async () => {
    using build = BrokenBuild.wrongKey();
    using results = new Results();
    const { code, stderr } = await runCli([...RUN, '--ops', '150', '--results', results.path], build);
    assert.equal(code, 1, stderr);
    const findings = join(results.run(), 'findings');
    const names = readdirSync(findings).sort();
    assert.equal(names.length, 150);
    for (const name of names.slice(0, 100)) {
      const text = readFileSync(join(findings, name, 'finding.txt'), 'utf8');
      const [replay, , sentence, , header] = text.split('\n');
      assert.equal(replay, `afalg-stress replay ${join(findings, name)}`);
      assert.match(
        sentence ?? '',
        /^(en|de)crypt of \d+ bytes: (en|de)crypted under its key with bit 0 of byte 0 flipped$/,
      );
      assert.match(header ?? '', /^ +expected +\| actual, \* differs$/);
      assert.match(text, /\n {2}in page \(4096\) /);
      const finding: unknown = JSON.parse(readFileSync(join(findings, name, 'finding.json'), 'utf8'));
      assert.match(
        JSON.stringify(finding),
        /"hypotheses":\[\{"kind":"wrong-key","source":\{"kind":"bit","byte":0,"bit":0\}/,
      );
    }
    const later = readFileSync(join(findings, names[100] ?? '', 'finding.txt'), 'utf8');
    assert.match(later, /\nnot examined: the first 100 findings of the run were\n$/);
  });

  it('end the run only when --max-findings says so', async () => {
    using build = BrokenBuild.wrongKey();
    using results = new Results();
    const { code, stdout } = await runCli(
      [...RUN, '--duration', '60s', '--max-findings', '5', '--results', results.path],
      build,
    );
    assert.equal(code, 1);
    assert.match(stdout, /ended by --max-findings/);
  });

  it('name the errno when the kernel refuses, and go on', async () => {
    // One byte too few: cbc answers EINVAL, the socket is unusable until it is closed.
    using build = new BrokenBuild(
      'worker/worker.js',
      'drawn[row + DRAWN.length] = length;',
      'drawn[row + DRAWN.length] = row === 0 ? length - 1 : length;',
    );
    using results = new Results();
    const { code, stdout } = await runCli([...RUN, '--ops', '400', '--results', results.path], build);
    assert.equal(code, 1);
    assert.match(stdout, /FAIL: \d refused/);
    assert.match(stdout, /recv failed with EINVAL; the last 15 bytes, from byte \d+ on, were not written/);
    const summary = results.json('summary.json');
    assert.match(JSON.stringify(summary['counts']), /"pass":39\d,/);
  });

  it('tell damage of our own memory from a wrong answer', async () => {
    using build = new BrokenBuild(
      'worker/worker.js',
      'tape.set(burst.iv, layout.iv);',
      'tape.set(burst.iv, layout.iv); tape[1000] ^= 1;',
    );
    using results = new Results();
    const { code, stdout } = await runCli(
      [...RUN, '--ops', '2000', '--direction', 'decrypt', '--results', results.path],
      build,
    );
    assert.equal(code, 2, stdout);
    assert.match(stdout, /BROKEN/);
    assert.match(stdout, /the expected bytes in memory changed/);
  });

  it(
    'are reported although the disk is full, with a valid summary',
    { skip: process.getuid?.() !== 0 && 'mounting needs root' },
    async () => {
      const disk = join(tmpdir(), 'afalg-full-disk');
      mkdirSync(disk, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
      try {
        using build = BrokenBuild.wrongKey();
        const results = new Results(disk);
        const { code, stdout, stderr } = await runCli([...RUN, '--ops', '300', '--results', disk], build);
        assert.equal(code, 1, stderr);
        assert.match(stdout, /FAIL: 300 wrong/);
        assert.match(stdout, /the results are incomplete: the disk would not take/);
        const summary = results.json('summary.json');
        assert.equal(summary['verdict'], 'wrong');
        assert.match(JSON.stringify(summary['lost']), /"files":[1-9]/);
        assert.ok(statfsSync(disk).bavail < 256, 'the disk really was full');
        for (const event of results.events()) assert.equal(typeof event['event'], 'string');
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    },
  );
});

function stringsIn(finding: unknown): { cipherKey: string; iv: string; direction: string } {
  const text = JSON.stringify(finding);
  const field = (name: string): string =>
    new RegExp(`"${name}":"([^"]*)"`).exec(text)?.[1] ?? assert.fail(`no ${name}`);
  return { cipherKey: field('cipherKey'), iv: field('iv'), direction: field('direction') };
}
