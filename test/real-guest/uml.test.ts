import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { Cli, Results, runCli } from '../helpers/cli.js';

const RUN = ['run', '--guest', 'uml', '--workers', '2', '--seed', '0x5eed'];

/** The kernel process of the guest that this program started. */
function guestOf(pid: number | undefined): number {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return Number(children.trim().split('\n')[0]);
}

describe('the uml guest', () => {
  it('runs the same command line, with the results out here', async () => {
    using results = new Results();
    const { code, stdout, stderr } = await runCli([...RUN, '--ops', '1000', '--results', results.path]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^seed 0x5eed\n--guest uml: booting user-mode-linux\n$/);
    assert.match(stdout, /^seed 0x5eed\nPASS: every byte of 1 000 operations is right\n/);
    const run = results.json('run.json');
    assert.equal(run['guest'], 'uml');
    assert.match(JSON.stringify(run['machine']), /"processorModel":"UML"/);
    assert.equal(results.json('summary.json')['exitCode'], 0);
  });

  it('hands out the exit code and the line on stderr', async () => {
    using results = new Results();
    const { code, stderr } = await runCli([...RUN, '--algorithm', 'cbc(aes-nonsense)', '--results', results.path]);
    assert.equal(code, 4);
    assert.match(stderr, /\nafalg-stress: this kernel has no cbc\(aes-nonsense\) .*\n$/);
    assert.deepEqual(results.runs(), []);
  });

  it('passes Ctrl-C on, and ends in order', async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--results', results.path]);
    await results.event('bound');
    cli.child.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    assert.equal(code, 130);
    assert.match(stdout, /, interrupted\n/);
    assert.equal(results.json('summary.json')['ended'], 'interrupted');
  });

  it('loses nothing that was logged when the machine dies, and says that it died', { timeout: 60_000 }, async () => {
    using results = new Results();
    const cli = new Cli([...RUN, '--results', results.path]);
    await results.event('interval');
    // Alone, as the out-of-memory killer would: its helpers outlive it, and hold its pipes open.
    process.kill(guestOf(cli.child.pid), 'SIGKILL');
    const { code, stderr } = await cli.ended;
    assert.equal(code, 2);
    assert.match(
      stderr,
      /the uml guest's emulator ended \(SIGKILL\), which says nothing about the kernel; its console ends: /,
    );
    assert.deepEqual(
      results
        .events()
        .map(({ event }) => event)
        .filter((event) => event !== 'joined')
        .slice(0, 3),
      ['start', 'bound', 'interval'],
    );
  });

  it('says what to install where it is missing', async () => {
    using results = new Results();
    const env = { ...process.env, PATH: '/nowhere' };
    const { code, stderr } = await runCli([...RUN, '--results', results.path], { env });
    assert.equal(code, 2);
    assert.match(stderr, /no uml guest here: apt-get install --no-install-recommends user-mode-linux/);
  });

  it('looks like a terminal inside when it is one out here', () => {
    using results = new Results();
    // script(1) gives the program a terminal; the status line of a second is what only a terminal gets.
    const command = ['node', 'dist/cli/afalg-stress.js', ...RUN, '--duration', '3s', '--results', results.path].join(
      ' ',
    );
    const env: NodeJS.ProcessEnv = { ...process.env, TERM: 'xterm', CI: undefined };
    const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env });
    assert.equal(status, 0, stdout);
    assert.ok(stdout.includes('\r0:01/0:03'), stdout);
    assert.ok(stdout.includes('\x1b[K'), stdout);
  });
});
