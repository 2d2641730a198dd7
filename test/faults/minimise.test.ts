/**
 * The proof that a finding is reduced to what makes it fail, and that the C program shows the same to a bare socket.
 * Needs the virtual crypto engine: npm run test:faults.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { formatDuration } from '#dist/options/duration.js';
import { Cli, Results, runCli, type Ended } from '../helpers/cli.js';
import { defined } from '../helpers/defined.js';
import { Engine } from '../helpers/vce.js';
import { STALL_SECONDS } from './patience.js';

/** For a trial that is to come to its first operations, whatever the guest. */
const BUDGET = formatDuration(3000 * STALL_SECONDS);
/** To come to the end: the default of 60 s on uml, more where every trial takes longer. */
const WHOLE_BUDGET = formatDuration(20_000 * STALL_SECONDS);

const FAULT = 'flip=50;min_len=2048';
const WORKERS = 3;

const run = new Results();
let finding = '';

async function stress(results: Results, ...more: readonly string[]): Promise<Ended> {
  const driver = ['--algorithm', 'cbc-aes-vce', '--require-driver', 'cbc-aes-vce'];
  return runCli(['run', '--guest', 'none', '--quiet', '--results', results.path, ...driver, ...more]);
}

function minimise(results: Results, ...more: readonly string[]): Cli {
  return new Cli(['minimise', finding, '--guest', 'none', '--quiet', '--results', results.path, ...more]);
}

/** The only directory of minimise. */
function minimalIn(results: Results): string {
  const [directory, ...others] = results.runs();
  assert.deepEqual(others, []);
  return defined(directory);
}

/** Numbers and texts in a JSON file, by their names: `workload.maxLength`. */
function field(file: string, path: string): unknown {
  return path.split('.').reduce<unknown>(
    (value, name) => {
      const fields = Object.entries(typeof value === 'object' && value !== null ? value : {});
      return fields.find(([each]) => each === name)?.[1];
    },
    JSON.parse(readFileSync(file, 'utf8')),
  );
}

function assertNoLitter(): void {
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith('afalg-minimise-')),
    [],
  );
}

async function armed(specification: string): Promise<Engine> {
  const engine = new Engine();
  await engine.ready();
  engine.arm(specification);
  return engine;
}

describe('minimise of 1 flip in 50 operations of 2048 bytes or more', () => {
  before(async () => {
    using engine = await armed(FAULT);
    const { code, stdout } = await stress(run, '--workers', String(WORKERS), '--max-findings', '4');
    assert.equal(code, 1, stdout);
    assert.ok(engine.counter('injected_flip') > 0);
    finding = join(run.run(), 'findings/0001');
  });

  after(() => {
    run[Symbol.dispose]();
  });

  it('ends at one worker and 2048 bytes, and its command and its C program fail the same way', async () => {
    using engine = await armed(FAULT);
    using results = new Results();
    const { code, stdout, stderr } = await minimise(results, '--budget', WHOLE_BUDGET).ended;
    assert.equal(code, 0, stderr);
    const directory = minimalIn(results);
    const document = join(directory, 'minimal.json');
    assert.equal(field(document, 'schema'), 'afalg-stress/minimal');
    assert.equal(field(document, 'ended'), 'complete');
    assert.equal(field(document, 'workers'), 1);
    assert.equal(field(document, 'workload.minLength'), 2048);
    assert.equal(field(document, 'workload.maxLength'), 2048);
    assert.equal(field(document, 'repeated.failedRuns'), 3);
    const [low, high] = [Number(field(document, 'rate.low')), Number(field(document, 'rate.high'))];
    assert.ok(low < 1 / 50 && 1 / 50 < high, `${String(low)} ... ${String(high)}`);
    assert.match(stdout, /\n {2}length 2032 +0 of [\d ]+ failed {2}would have shown with [\w .]+ %: not kept/);
    assertNoLitter();

    const source = readFileSync(join(directory, 'minimal.c'), 'utf8');
    assert.ok(!stdout.includes(source), 'it is on the disk');
    assert.ok(stdout.includes(`${directory}/minimal.c`));
    const commandLine = String(field(document, 'commandLine'));
    assert.ok(stdout.includes(`command     ${commandLine}\n`));
    using again = new Results();
    const words = commandLine.split(' ');
    assert.deepEqual(words.slice(0, 2), ['afalg-stress', 'run']);
    const repeated = await runCli([...words.slice(1), '--guest', 'none', '--results', again.path]);
    assert.equal(repeated.code, 1, repeated.stderr);

    using built = new Results();
    const program = join(built.path, 'minimal');
    const strict = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-O2', '-o', program, join(directory, 'minimal.c')];
    const compiled = spawnSync('cc', strict, { encoding: 'utf8' });
    assert.deepEqual([compiled.status, compiled.stderr], [0, '']);
    const execute = (): { status: number | null; stdout: string } => spawnSync(program, { encoding: 'utf8' });
    engine.arm(FAULT);
    const failing = execute();
    assert.equal(failing.status, 1, failing.stdout);
    assert.match(
      failing.stdout,
      /^process 0, operation \d+, \w+crypt 2048 bytes: 1 wrong, from byte \d+ to byte \d+; /,
    );
    const failed = Number(/: (\d+) of \d+ operations failed\n$/.exec(failing.stdout)?.[1]);
    assert.equal(failed, engine.counter('injected_flip'));
    engine.arm('off');
    const passing = execute();
    assert.equal(passing.status, 0, passing.stdout);
    assert.match(passing.stdout, /^cbc-aes-vce: 0 of [1-9]\d* operations failed\n$/);
    engine[Symbol.dispose]();
    assert.equal(execute().status, 4);
  });

  it('says how many operations passed when it never fails again, and leaves nothing', async () => {
    using engine = await armed('off');
    using results = new Results();
    const { code, stderr } = await minimise(results, '--budget', BUDGET).ended;
    assert.equal(code, 4, stderr);
    assert.match(
      stderr,
      new RegExp(
        `^afalg-stress: it never failed again: [1-9][\\d ]* operations passed within ${BUDGET}; raise --budget, `,
      ),
    );
    assert.deepEqual(results.runs(), []);
    assert.ok(engine.counter('submitted') > 0);
    assertNoLitter();
  });

  it('is interrupted in order, with what it has', async () => {
    using engine = await armed(FAULT);
    using results = new Results();
    const cli = minimise(results);
    await new Promise<void>((resolve) => {
      cli.child.stdout?.on('data', () => {
        if (cli.stdout.includes('as found')) resolve();
      });
    });
    cli.child.kill('SIGINT');
    const { code, stderr } = await cli.ended;
    assert.equal(code, 130, stderr);
    assert.ok(engine.counter('injected_flip') > 0);
    assert.equal(field(join(minimalIn(results), 'minimal.json'), 'ended'), 'interrupted');
    assertNoLitter();
  });
});
