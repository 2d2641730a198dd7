import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { HUNG, SETUP, WRONG } from '../helpers/findings.js';
import { PROJECT_ROOT } from '../helpers/paths.js';
import { rewrite, storeRun, type StoredRunOptions } from '../helpers/stored-run.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

function casesOf(code: number, summary: string): readonly string[] {
  const script = join(PROJECT_ROOT, 'lava/test-cases.mjs');
  return execFileSync(process.execPath, [script, String(code), summary], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

/** The test cases of a run as a run leaves it. */
function casesOfRun(code: number, options: StoredRunOptions, change?: (text: string) => string): readonly string[] {
  using results = new TemporaryDirectory();
  const run = storeRun(results.path, options);
  if (change !== undefined) rewrite(run, 'summary.json', change);
  return casesOf(code, join(run, 'summary.json'));
}

describe('the test cases of a run', () => {
  it('are its verdicts, what served, and measurements', () => {
    assert.deepEqual(casesOfRun(0, { driver: 'cbc(aes-generic)' }), [
      'run pass',
      'harness pass',
      ...['wrong', 'overrun', 'length', 'refused', 'hung', 'kernel'].map((verdict) => `${verdict} pass 0 findings`),
      'driver-cbc_aes-generic_ pass',
      'engine skip',
      'operations pass 1000 operations',
      'throughput pass 1000 operations/s',
      'bandwidth pass 0.016 MB/s',
      'latency-p50 pass 33.79 us',
      'latency-p99 pass 33.79 us',
      'latency-max pass 34 us',
    ]);
  });

  it('fail for each verdict and for each finding', () => {
    const cases = casesOfRun(1, { findings: [WRONG, SETUP, WRONG, HUNG] });
    const failed = cases.filter((line) => line.split(' ')[1] !== 'pass');
    assert.deepEqual(failed, [
      'run fail',
      ...['wrong fail 2 findings', 'refused fail 1 findings', 'hung fail 1 findings'],
      ...['finding-0001-wrong fail', 'finding-0002-refused fail', 'finding-0003-wrong fail', 'finding-0004-hung fail'],
      'engine skip',
    ]);
  });

  it('are at most twenty for findings', () => {
    const cases = casesOfRun(1, { findings: Array.from({ length: 25 }, () => SETUP) });
    assert.equal(cases.filter((line) => line.startsWith('finding-')).length, 20);
    assert.ok(cases.includes('refused fail 25 findings'));
  });

  it('never pass where nothing was tested', () => {
    const cases = casesOfRun(4, { operations: 0 });
    const passed = cases.filter((line) => line.split(' ')[1] === 'pass');
    assert.deepEqual(passed, ['harness pass', 'driver-cbc-aes-caam pass']);
    assert.deepEqual(casesOf(4, '/nowhere'), ['run skip', 'harness pass']);
  });

  it('say whether the engine worked', () => {
    const engine = (kind: string): string | undefined =>
      casesOfRun(0, {}, (text) => text.replace(/("engine":\s*\{\s*"kind":\s*)"unknown"/, `$1"${kind}"`)).find((line) =>
        line.startsWith('engine'),
      );
    assert.deepEqual(
      [engine('worked'), engine('idle'), engine('software')],
      ['engine pass', 'engine unknown', 'engine skip'],
    );
  });

  it('blame the harness when it breaks, is misused, or dies, and never the kernel', () => {
    for (const code of [2, 64, 137]) assert.deepEqual(casesOf(code, '/nowhere'), ['run unknown', 'harness fail']);
    assert.deepEqual(casesOf(0, '/nowhere'), ['run unknown', 'harness fail'], 'a pass needs its numbers');
    assert.deepEqual(casesOfRun(130, {}).slice(0, 2), ['run unknown', 'harness pass']);
    using directory = new TemporaryDirectory();
    const damaged = directory.join('summary.json');
    for (const text of ['', '{', '{"schema":"afalg-stress/summary","version":2}']) {
      writeFileSync(damaged, text);
      assert.deepEqual(casesOf(1, damaged), ['run fail', 'harness fail']);
    }
  });

  it('are words that LAVA takes: an identifier, a result it knows, one unit without spaces', () => {
    const cases = casesOfRun(1, { findings: [WRONG, HUNG], driver: 'cbc(aes) $HOME;ü' });
    for (const line of cases) assert.match(line, /^[A-Za-z0-9._-]+ (pass|fail|skip|unknown)( [\d.]+ [A-Za-z/]+)?$/);
  });
});
