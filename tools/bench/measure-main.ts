/**
 * Measures on the kernel it runs on: a verified run, and one half of each yardstick before and after it, so that a
 * machine whose speed drifts slows all three alike. Prints one JSON document. Started by tools/bench/bench.ts, inside the
 * guest if need be, with rounds, seconds, workers and algorithm.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { object } from '#dist/codec/structures.js';
import { number } from '#dist/codec/values.js';
import { eventsOf, lastOf } from '#dist/results/run-view.js';
import { BASELINE } from '../build/baseline.js';
import { parseJson } from '../process/parse-json.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import type { Measurement } from './measurement.js';
import { childrenOf, residentKiB } from './resident-memory.js';

/** One round. */
interface Sample {
  /** Operations per second, all three. */
  readonly baseline: number;
  readonly bareLoop: number;
  readonly operationsPerSecond: number;
  readonly residentKiB: number;
  /** Milliseconds to the first operation. */
  readonly startOfOne: number;
  readonly startOfAll: number;
}

const [rounds = 0, seconds = 0, workers = 0] = process.argv.slice(2, 5).map(Number);
const algorithm = process.argv[5] ?? '';

/** Operations per second, over half the time of a verified run. */
function yardstick(mode: 'baseline' | 'bare'): number {
  const half = String(seconds / 2);
  const args = ['--mode', mode, '--algorithm', algorithm, '--threads', String(workers), '--seconds', half];
  return operationsPerSecondIn(BASELINE, execFileSync(BASELINE, args, { encoding: 'utf8' }));
}

async function verified(): Promise<Pick<Sample, 'operationsPerSecond' | 'residentKiB'>> {
  using results = new TemporaryDirectory('afalg-bench-');
  const options = ['--guest=none', '--json', '--quiet', `--results=${results.path}`, `--algorithm=${algorithm}`];
  // As the yardsticks do: a cipher's two directions differ in speed, which is none of our doing.
  const args = ['run', ...options, `--workers=${String(workers)}`, `--duration=${String(seconds)}s`];
  const main = inPackage('dist/cli/afalg-stress.js');
  const child = spawn(process.execPath, [main, ...args, '--direction=decrypt'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let largest = 0;
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const processId = child.pid ?? 0;
  let children: readonly number[] = [];
  const sampling = setInterval(() => {
    if (children.length === 0) children = childrenOf(processId);
    largest = Math.max(largest, residentKiB([processId, ...children]));
  }, 1000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`the verified run ended with exit code ${String(code)}: ${text}`);
  return { operationsPerSecond: operationsPerSecondIn(main, text), residentKiB: largest };
}

/** Milliseconds from the command to the first operation of a short run. */
async function start(workerCount: number): Promise<number> {
  using results = new TemporaryDirectory('afalg-bench-');
  const options = ['--guest=none', '--quiet', `--results=${results.path}`, `--algorithm=${algorithm}`];
  const main = inPackage('dist/cli/afalg-stress.js');
  const began = Date.now();
  const child = spawn(
    process.execPath,
    [main, 'run', ...options, `--workers=${String(workerCount)}`, '--duration=1s'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const [run] = readdirSync(results.path);
  const bound = run === undefined ? undefined : lastOf(eventsOf(join(results.path, run)), 'bound');
  if (code !== 0 || bound === undefined) throw new Error(`a short run ended with exit code ${String(code)}`);
  return Date.parse(bound.time) - began;
}

function operationsPerSecondIn(program: string, text: string): number {
  return parseJson(text, `what ${program} printed`, object({ operationsPerSecond: number })).operationsPerSecond;
}

async function sample(): Promise<Sample> {
  const [baselineBefore, bareBefore] = [yardstick('baseline'), yardstick('bare')];
  const measured = await verified();
  const [startOfOne, startOfAll] = [await start(1), await start(workers)];
  const [bareAfter, baselineAfter] = [yardstick('bare'), yardstick('baseline')];
  return {
    baseline: (baselineBefore + baselineAfter) / 2,
    bareLoop: (bareBefore + bareAfter) / 2,
    ...measured,
    ...{ startOfOne, startOfAll },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 === 0 ? sorted.slice(middle - 1) : [sorted[middle], sorted[middle]];
  return (low + high) / 2;
}

const samples: Sample[] = [];
for (let round = 1; round <= rounds; round += 1) {
  samples.push(await sample());
  process.stderr.write(`round ${String(round)} of ${String(rounds)}\n`);
}
const of = (value: (sample: Sample) => number): readonly number[] => samples.map(value);
const measurement: Measurement = {
  kernel: release(),
  algorithm,
  workers,
  rounds,
  seconds,
  medians: {
    baseline: median(of(({ baseline }) => baseline)),
    bareLoop: median(of(({ bareLoop }) => bareLoop)),
    verified: median(of(({ operationsPerSecond }) => operationsPerSecond)),
  },
  vsBaseline: median(of(({ operationsPerSecond, baseline }) => operationsPerSecond / baseline)),
  vsBareLoop: median(of(({ operationsPerSecond, bareLoop }) => operationsPerSecond / bareLoop)),
  residentMiB: Math.round(Math.max(...of((each) => each.residentKiB)) / 102.4) / 10,
  start: {
    oneWorker: median(of(({ startOfOne }) => startOfOne)),
    allWorkers: median(of(({ startOfAll }) => startOfAll)),
  },
};
process.stdout.write(`${JSON.stringify({ schema: 'afalg-stress/bench', version: 1, ...measurement, samples })}\n`);
