import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before as beforeAll, describe, it } from 'node:test';
import { BrokenBuild } from '../helpers/broken-build.js';
import { Cli, Results, runCli } from '../helpers/cli.js';
import { fixture, PROJECT_ROOT } from '../helpers/paths.js';

const RUN = ['run', '--guest', 'none', '--workers', '2', '--seed', '7'];
const CAAM_LINE = 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.';

/** A shared descriptor, a scatter table, a job descriptor. */
const DUMPS = ['16-shdesc-cbc-aes128-decap', '53-sgt-imx6', '33-job-skcipher-decrypt'];

/** Without its line break it would show only when the next line comes. */
function logLine(line: string): void {
  writeFileSync('/dev/kmsg', `${line}\n`);
}

describe('the kernel log of a run', { skip: process.getuid?.() !== 0 && 'writing to /dev/kmsg needs root' }, () => {
  beforeAll(() => {
    // Otherwise the kernel drops what one writer says too fast.
    writeFileSync('/proc/sys/kernel/printk_devkmsg', 'on\n');
  });

  it('is kept from its first record on, with the run marked in it', async () => {
    using results = new Results();
    logLine('<6>before the run');
    const oldest = spawnSync('dmesg', ['--raw'], { encoding: 'utf8' }).stdout.split('\n')[1] ?? '';
    assert.notEqual(oldest, '');
    const { code, stdout } = await runCli([...RUN, '--ops', '1000', '--results', results.path]);
    assert.equal(code, 0, stdout);
    const lines = readFileSync(join(results.run(), 'kmsg.log'), 'utf8').trimEnd().split('\n');
    // Other runs of this seed may have left their marks: the last ones are ours.
    const at = (pattern: RegExp): number => lines.findLastIndex((line) => pattern.test(line));
    const begins = at(/afalg-stress: run 0x7 of \S+ begins$/);
    const before = at(/^<6>\[ *\d+\.\d{6}\] before the run$/);
    assert.ok(before > 0, 'and there is older than that');
    assert.ok(begins > before);
    assert.equal(at(/afalg-stress: run 0x7 of \S+ ends$/), lines.length - 1);
    assert.match(stdout, /^ {2}kernel log {2}\d+ records? during the run$/m);
    assert.equal(results.json('run.json')['kernelLogBlind'], null);
  });

  it('turns what a driver logs into one finding per text, beside the operations that failed with it', async () => {
    // The driver's part is played by the worker: it logs, as caam_jr_strstatus does, when its operation fails.
    using build = BrokenBuild.wrongKey().breakAlso(
      'worker/worker.js',
      'time: Date.now()\n  };\n  const refused = first("sendError"',
      `time: (process.getBuiltinModule('node:fs').writeFileSync('/dev/kmsg', '<3>${CAAM_LINE.replace('18', "' + index + '")}\\n'), Date.now())\n  };\n  const refused = first("sendError"`,
    );
    using results = new Results();
    logLine(`<3>${CAAM_LINE}`);
    const { code, stdout, stderr } = await runCli([...RUN, '--ops', '12', '--results', results.path], build);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /FAIL: 12 wrong, 1 kernel/);
    const findings = results.events().filter(({ event }) => event === 'finding');
    const kernel = findings.filter(({ verdict }) => verdict === 'kernel');
    assert.equal(kernel.length, 1);
    const directory = String(kernel[0]?.['directory']);
    const finding = results.json(join(directory, 'finding.json'));
    assert.equal(finding['count'], 12, 'not the one that was logged before the run');
    assert.equal(finding['kind'], 'engine');
    assert.match(String(finding['line']), /^caam_jr 2102000\.jr: 40001210: DECO: desc idx \d+: /);
    const keys = findings.flatMap(({ verdict, key }) => (verdict === 'wrong' ? [String(key)] : []));
    assert.equal(keys.length, 12);
    assert.ok(Array.isArray(finding['operations']));
    assert.deepEqual([...finding['operations'].map(String)].sort(), [...keys].sort());
    // And the other way round: every failed operation has the line beside it.
    for (const event of findings.filter(({ verdict }) => verdict === 'wrong')) {
      const slice = readFileSync(join(results.run(), String(event['directory']), 'kmsg.log'), 'utf8');
      const operation = String(event['key']).split(':').at(-1) ?? '';
      assert.ok(slice.includes(CAAM_LINE.replace('18', operation)), `${slice} of ${operation}`);
    }
  });

  it('fails a run whose every byte is right', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '1', '--results', results.path]);
    await results.event('bound');
    logLine('<6>eth0: link up');
    logLine(`<3>${CAAM_LINE}`);
    const { code, stdout } = await cli.ended;
    assert.equal(code, 1);
    assert.match(
      stdout,
      /FAIL: 1 kernel\n {2}finding 1: kernel: the driver logged an error \d+\.\d\d s into the run: caam/,
    );
    assert.match(stdout, /ended by --max-findings/);
  });

  it('shows the descriptors that the driver dumped, with the command that failed, keys redacted', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '1', '--results', results.path]);
    await results.event('bound');
    // As the driver does: the shared descriptor when the key is set, a table and a job for the request.
    const [shared, table, job] = DUMPS.map((name) => readFileSync(fixture('caam', `${name}.txt`), 'utf8').trimEnd());
    for (const dump of [shared, table, job]) {
      for (const row of dump?.split('\n') ?? []) logLine(`<7>${row.replace(/^\[[^\]]*\] /, '')}`);
    }
    logLine('<3>caam_jr 2102000.jr: 40001010: DECO: desc idx 16: Invalid Sequence Command.');
    const { code, stdout, stderr } = await cli.ended;
    assert.equal(code, 1, stderr);
    assert.match(stdout, /FAIL: 1 kernel/);
    const finding = results.json('findings/0001/finding.json');
    assert.match(
      JSON.stringify(finding['descriptors']),
      /^\{"count":3,"command":\[.*"listing":"caam\.txt","objects":"caam\.json"\}$/,
    );
    const read = (name: string): string => readFileSync(join(results.run(), 'findings/0001', name), 'utf8');
    const [page, listing] = [read('finding.txt'), read('caam.txt')];
    assert.match(page, /\n {2}command {2}word 16 of the shared descriptor: SEQ STORE class1_context, 16 bytes\n/);
    assert.match(page, /\n=> {4}16 {2}5a200010 {2}SEQ STORE/);
    assert.match(listing, /shared descriptor of 17 words.*scatter table of 6 entries.*job descriptor of 8 words/s);
    for (const text of [page, listing, read('caam.json'), read('finding.json')]) assert.doesNotMatch(text, /a3a2a1a0/);
  });

  it('loads what disassembles them only for dumps beside an alarm', async () => {
    using build = new BrokenBuild(
      'cli/logged-dumps-*.js',
      'function describeDumps',
      "throw new Error('loaded');\nfunction describeDumps",
    );
    for (const dumps of [[], ['<7>jobdesc@1: 3e7d1bfb: b0800001                             ....']]) {
      using results = new Results();
      const cli = new Cli([...RUN, '--duration', '60s', '--max-findings', '1', '--results', results.path], build);
      await results.event('bound');
      for (const line of [...dumps, `<3>${CAAM_LINE}`]) logLine(line);
      const { code } = await cli.ended;
      assert.equal(code, 1);
      const events = results.events().filter(({ event }) => event === 'dumps-not-described');
      assert.deepEqual(
        events.map(({ message }) => message),
        dumps.map(() => 'loaded'),
      );
    }
  });

  it('says how many records were lost', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--results', results.path]);
    await results.event('bound');
    cli.child.kill('SIGSTOP');
    // More than any ring holds: 2^CONFIG_LOG_BUF_SHIFT bytes, 16 KiB to 1 MiB.
    const text = '.'.repeat(900);
    for (let index = 0; index < 2000; index += 1) logLine(`<6>flood ${String(index)} ${text}`);
    cli.child.kill('SIGCONT');
    await results.event('interval');
    cli.child.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 130);
    const lost = Number(
      /^ {2}kernel log .*, (.*) LOST before they could be read$/m.exec(stdout)?.[1]?.replaceAll(' ', ''),
    );
    assert.ok(lost > 500, stdout);
    const kept = readFileSync(join(results.run(), 'kmsg.log'), 'utf8');
    assert.ok(kept.includes(`--- ${String(lost)} records were lost\n`));
    assert.match(kept, /\] flood 1999 /);
    const all = lost + (kept.match(/\] flood /g)?.length ?? 0);
    assert.ok(all >= 2000 && all < 2050, `${String(all)}, with what others logged meanwhile`);
  });

  it('is not read without permission, which is said once, and the run goes on', () => {
    using results = new Results();
    const before = readFileSync('/proc/sys/kernel/dmesg_restrict', 'utf8');
    writeFileSync('/proc/sys/kernel/dmesg_restrict', '1\n');
    try {
      const { status, stdout, stderr } = spawnSync(
        'setpriv',
        [
          ...['--bounding-set', '-syslog,-sys_admin', process.execPath],
          ...[join(PROJECT_ROOT, 'dist/cli/afalg-stress.js'), ...RUN, '--ops', '500', '--results', results.path],
        ],
        { encoding: 'utf8' },
      );
      assert.equal(status, 0, stderr);
      assert.equal(stderr.match(/kernel log/g)?.length, 1);
      assert.match(
        stderr,
        /^cannot read the kernel log \(\/dev\/kmsg: EPERM\): run as root.*; the run goes on without it$/m,
      );
      assert.match(stdout, /^ {2}kernel log {2}NOT READ: cannot read the kernel log \(\/dev\/kmsg: EPERM\)/m);
      assert.match(String(results.json('run.json')['kernelLogBlind']), /EPERM/);
    } finally {
      writeFileSync('/proc/sys/kernel/dmesg_restrict', before);
    }
  });
});
