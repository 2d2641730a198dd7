/**
 * The proof that every kind of fault is found, fault by fault, no more and no less: what the engine says it did wrong
 * is compared, operation by operation, with what the run found. Needs the virtual crypto engine: npm run test:faults.
 */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { share } from '#dist/worker/host.js';
import { cipherModeOf } from '#dist/plan/skcipher/cipher.js';
import type { SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { Results, runCli, type Ended } from '../helpers/cli.js';
import { defined } from '../helpers/defined.js';
import { Engine } from '../helpers/vce.js';
import { FAULT_CASES, type FaultCase } from './fault-cases.js';
import type { Diagnosed, FaultRow } from '#tools/faults/fault-row.js';
import { readFindings, type FoundFault } from './found-faults.js';
import { checkDamage } from './damage.js';
import { matchFaults, nameOf } from './match-faults.js';
import { STALL_SECONDS } from './patience.js';
import { PlannedRun } from './planned-requests.js';

const OPERATIONS = 4000;
const WORKERS = 4;
const SEED = 0x5eedn;
/** What DESIGN allows a run between a hang and its end, on top of the stall timeout. */
const HANG_GRACE_SECONDS = 5;

const SHARES = Array.from({ length: WORKERS }, (_, worker) => share(OPERATIONS, WORKERS, worker) ?? 0);

function workloadOf({ algorithm, chunks }: FaultCase): SkcipherWorkload {
  const mode = defined(cipherModeOf(algorithm));
  return {
    ...{ family: 'skcipher', seed: SEED, mode, keySize: 16, minLength: 512, maxLength: 4096 },
    ...{ vary: 'op', direction: 'mixed', chunks, receiveAt: 'any' },
  };
}

/** One run, in a single burst, so that the plan of every operation is known. */
async function stress(results: Results, algorithm: string, chunks: number, operations = OPERATIONS): Promise<Ended> {
  return runCli([
    ...['run', '--guest', 'none', '--quiet', '--json', '--results', results.path, '--seed', `0x${SEED.toString(16)}`],
    ...['--algorithm', algorithm, '--require-driver', algorithm, '--chunks', String(chunks), '--active', '1h'],
    ...['--workers', String(WORKERS), '--ops', String(operations), '--stall-timeout', `${String(STALL_SECONDS)}s`],
  ]);
}

function report(row: Omit<FaultRow, 'diagnosed'> & Partial<Pick<FaultRow, 'diagnosed'>>): void {
  const file = process.env['AFALG_FAULT_ROWS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ diagnosed: null, ...row })}\n`);
}

/** What a run leaves behind, however it ended. */
function assertComplete(results: Results): void {
  assert.equal(results.json('run.json')['schema'], 'afalg-stress/run');
  assert.equal(results.json('summary.json')['schema'], 'afalg-stress/summary');
  assert.equal(results.events().at(-1)?.['event'], 'end');
}

async function proveFindings(engine: Engine, test: FaultCase, results: Results): Promise<void> {
  const { code } = await stress(results, test.algorithm, test.chunks);
  assertComplete(results);
  const injected = engine.faults();
  const all = readFindings(results.run());
  const found = all.filter(({ verdict }) => verdict !== 'kernel');
  const match = matchFaults(test, new PlannedRun(workloadOf(test), SHARES), injected, found);
  const diagnosed = diagnosedIn(test, found);
  report({ ...rowOf(test), injected: injected.length, ...match.numbers, note: match.note, diagnosed });
  assert.deepEqual(match.unexplained, [], 'findings that nothing was injected for');
  assert.deepEqual(match.missed, [], 'faults that were not found');
  for (const [fault, finding] of match.pairs) checkDamage(fault, finding, join(results.run(), finding.directory));
  assert.ok(match.numbers.found > 0, 'nothing was injected that could be found');
  if (diagnosed !== null) {
    // A hundred, or as many as a slow guest does in the time that a run may spend on it.
    assert.ok(diagnosed.examined > 0);
    for (const { key, hypotheses, skipped } of found) assert.ok(hypotheses.length > 0 || skipped !== undefined, key);
    assert.ok(diagnosed.right >= 0.99 * diagnosed.examined, misnamed(test, found).join('\n'));
    assert.deepEqual(wronglyCertain(test, found), []);
  }
  // What the driver logged is one finding, whose count is that of the faults.
  const logged = all.filter(({ verdict }) => verdict === 'kernel');
  assert.deepEqual(
    logged.map(({ count }) => count),
    test.logged ? [injected.length] : [],
  );
  assert.equal(code, 1);
}

/** Hypotheses of another kind may be certain, too, where they say the same in other words or something more. */
const ALSO_TRUE: Readonly<Record<string, readonly string[]>> = {
  'guard-overwritten': [],
  'status-as-length': ['complete', 'nothing-written', 'tail-not-written', 'range-not-written'],
};

function diagnosedIn(test: FaultCase, found: readonly FoundFault[]): Diagnosed | null {
  const { diagnosis } = test;
  if (diagnosis === undefined) return null;
  const examined = found.filter(({ hypotheses }) => hypotheses.length > 0);
  return {
    kind: diagnosis,
    examined: examined.length,
    right: examined.length - misnamed(test, found).length,
    wronglyCertain: wronglyCertain(test, found).length,
  };
}

/**
 * The findings whose first hypothesis is another than the right one. Where the bytes are both the input and what an
 * operation before put out, both are named, with the same confidence, and both are right.
 */
function misnamed({ diagnosis }: FaultCase, found: readonly FoundFault[]): readonly string[] {
  const isRight = ({ hypotheses: [first, second] }: FoundFault): boolean =>
    first?.kind === diagnosis ||
    (first?.kind === 'input-copied' && second?.kind === diagnosis && first.confidence === second?.confidence);
  return found
    .filter((finding) => finding.hypotheses.length > 0 && !isRight(finding))
    .map(({ key, text, hypotheses }) => `${key}: ${text}: ${hypotheses.map(({ kind }) => kind).join(', ')}`);
}

/** The findings of which something wrong is called certain, and what. */
function wronglyCertain({ diagnosis }: FaultCase, found: readonly FoundFault[]): readonly string[] {
  if (diagnosis === undefined) return [];
  const allowed: readonly string[] = [diagnosis, ...(ALSO_TRUE[diagnosis] ?? [])];
  return found.flatMap(({ key, hypotheses }) => {
    const wrong = hypotheses.filter(({ kind, confidence }) => confidence === 'certain' && !allowed.includes(kind));
    return wrong.length === 0 ? [] : [`${key}: ${wrong.map(({ kind }) => kind).join(', ')}`];
  });
}

async function proveHang(engine: Engine, test: FaultCase, results: Results): Promise<void> {
  const { code, milliseconds } = await stress(results, test.algorithm, test.chunks, 1_000_000);
  assert.equal(code, 1);
  assertComplete(results);
  const injected = engine.faults();
  const [finding, ...others] = readFindings(results.run());
  assert.deepEqual(others, []);
  assert.equal(finding?.verdict, 'hung');
  const requests = new PlannedRun(workloadOf(test), new Array<number>(WORKERS).fill(20_000)).requests();
  const stuck = finding.operations.map((key) => requests.filter((request) => request.key === key));
  const explained = injected.filter((fault) => stuck.some((names) => names.some(({ name }) => name === nameOf(fault))));
  // A 32-bit ARM kernel with several processors shows no stack of another thread (arch/arm/kernel/stacktrace.c).
  const evidence = process.arch === 'arm' ? finding.waitingIn : finding.stacks;
  const note = `the stuck threads' ${process.arch === 'arm' ? 'wait channels' : 'stacks'} are in the finding`;
  report({
    ...rowOf(test),
    ...{ operations: passed(results), note },
    ...{ injected: injected.length, visible: injected.length, found: explained.length, verdict: 'hung' },
  });
  assert.deepEqual(explained, injected);
  assert.equal(finding.operations.length, injected.length);
  assert.equal(evidence.length, injected.length);
  for (const text of evidence) assert.match(text, /skcipher_recvmsg/);
  const lastProgress = Number(finding.afterMilliseconds) / 1000;
  assert.ok(lastProgress < STALL_SECONDS + HANG_GRACE_SECONDS, `hung for ${String(lastProgress)} s`);
  assert.ok(milliseconds < (STALL_SECONDS + 57) * 1000, `${String(milliseconds)} ms`);

  // And the machine is fit for use again.
  engine.write('release', 5);
  await engine.quiet();
  engine.assertConsistent();
  engine.arm('off');
  using after = new Results();
  assert.equal((await stress(after, test.algorithm, 1, 500)).code, 0);
}

async function proveNothing(engine: Engine, test: FaultCase, because: string, results: Results): Promise<void> {
  const { code, stdout } = await stress(results, test.algorithm, test.chunks);
  assertComplete(results);
  const [drawn, injected] = ['drawn', 'injected'].map((what) => engine.counter(`${what}_${test.fault}`));
  const found = readFindings(results.run()).length;
  const note = `${because} (drawn ${String(drawn)}, took effect ${String(injected)}${latencyNote(test, stdout)})`;
  report({ ...rowOf(test), injected: injected ?? 0, visible: 0, found, verdict: 'pass', note });
  assert.ok(defined(drawn) > 0, engine.read('stats'));
  assert.equal(found, 0);
  assert.equal(code, 0);
}

function latencyNote({ fault }: FaultCase, stdout: string): string {
  if (fault !== 'slow') return '';
  const max = Number(/"max": ([\d.]+)/.exec(stdout)?.[1]);
  assert.ok(max >= 200_000, `the slowest took ${String(max)} us`);
  return `, slowest operation ${(max / 1000).toFixed(0)} ms`;
}

function passed(results: Results): number {
  return Number(/"pass":(\d+)/.exec(JSON.stringify(results.json('summary.json')['counts']))?.[1]);
}

function rowOf({ fault, mix }: FaultCase): Pick<FaultRow, 'fault' | 'mix' | 'operations'> {
  return { fault, mix, operations: OPERATIONS };
}

describe('every fault of the engine is found, and nothing else', () => {
  it('off: 50 000 operations without a finding', async () => {
    using engine = new Engine();
    await engine.ready();
    using results = new Results();
    const { code, stdout } = await stress(results, 'cbc-aes-vce', 1, 50_000);
    assert.equal(code, 0, stdout);
    assert.deepEqual(engine.faults(), []);
    assert.equal(engine.counter('submitted'), 50_000);
    engine.assertConsistent();
    const none = { injected: 0, visible: 0, found: readFindings(results.run()).length };
    report({ fault: 'off', mix: 'cbc', operations: 50_000, ...none, verdict: 'pass', note: '' });
  });

  for (const test of FAULT_CASES) {
    it(`${test.fault}, ${test.mix}`, async () => {
      using engine = new Engine();
      using results = new Results();
      await engine.ready();
      engine.arm(test.arm);
      switch (test.expected.kind) {
        case 'finding':
          await proveFindings(engine, test, results);
          break;
        case 'hang':
          await proveHang(engine, test, results);
          break;
        case 'nothing':
          await proveNothing(engine, test, test.expected.because, results);
          break;
      }
      engine.assertConsistent();
    });
  }
});

describe('an engine that cannot be used', () => {
  it('init-fails: nothing was tested, and the reason is given', async () => {
    using engine = new Engine();
    // Not earlier: its self-tests are to pass.
    await engine.ready();
    engine.write('init_fails', 1);
    using results = new Results();
    const { code, stderr } = await stress(results, 'cbc-aes-vce', 1);
    const refused = engine.counter('init_refused');
    const verdict = code === 4 ? 'unsupported' : `exit code ${String(code)}`;
    const numbers = { injected: refused, visible: refused, found: code === 4 ? refused : 0 };
    report({ fault: 'init-fails', mix: 'bind', operations: 0, ...numbers, verdict, note: 'bind: ENOENT, exit code 4' });
    assert.equal(code, 4, stderr);
    assert.match(stderr, /cbc-aes-vce/);
    assert.deepEqual(results.runs(), []);
    assert.ok(refused > 0);
  });

  it('selftest-fails: a finding at bind', async () => {
    using engine = new Engine('selftest_fails=1');
    using results = new Results();
    const { code, stderr } = await stress(results, 'cbc-aes-vce', 1);
    assert.equal(code, 1, stderr);
    const [finding, ...others] = readFindings(results.run());
    const note = 'bind: ELIBBAD';
    const numbers = { injected: 1, visible: 1, found: finding === undefined ? 0 : 1 };
    report({ fault: 'selftest-fails', mix: 'bind', operations: 0, ...numbers, verdict: finding?.verdict ?? '', note });
    assert.deepEqual(others, []);
    assert.match(defined(finding).text, /ELIBBAD/);
    engine.assertConsistent();
  });
});
