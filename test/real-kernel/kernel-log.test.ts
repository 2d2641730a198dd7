import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before as beforeAll, describe, it } from 'node:test';
import { Cli, Results, runCli } from '../helpers/cli.js';
import { PROJECT_ROOT } from '../helpers/paths.js';

const RUN = ['run', '--guest', 'none', '--workers', '2', '--seed', '7'];
const CAAM_LINE = 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.';

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

  it('is not what a program writes into it, whatever that says', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--results', results.path]);
    await results.event('bound');
    logLine(`<3>${CAAM_LINE}`);
    logLine('<6>myapp: status 40001210: DECO: desc idx 18: all fine');
    logLine('<3>ccp: user space daemon says hello');
    logLine('<4>WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2');
    await results.event('interval');
    cli.child.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 130, stdout);
    assert.ok(readFileSync(join(results.run(), 'kmsg.log'), 'utf8').includes('user space daemon says hello'));
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
