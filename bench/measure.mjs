// Measures on the kernel it runs on: a verified run, and one half of each yardstick before and after it, so that a
// machine whose speed drifts slows all three alike. Prints one JSON document. Started by scripts/bench.mjs, inside the
// guest if need be.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// What scripts/bench.mjs says: rounds, seconds, workers, algorithm.
const [rounds = 0, seconds = 0, workers = 0] = process.argv.slice(2, 5).map(Number);
const algorithm = process.argv[5] ?? '';

/** @param {'baseline' | 'bare'} mode @returns {number} operations per second, over half the time of a verified run */
function yardstick(mode) {
  const half = String(seconds / 2);
  const args = ['--mode', mode, '--algorithm', algorithm, '--threads', String(workers), '--seconds', half];
  const text = execFileSync(join(ROOT, 'build/bench/baseline'), args, { encoding: 'utf8' });
  return JSON.parse(text).operationsPerSecond;
}

/** @returns {Promise<{operationsPerSecond: number, residentKiB: number}>} */
async function verified() {
  const results = mkdtempSync(join(tmpdir(), 'afalg-bench-'));
  const options = ['--guest=none', '--json', '--quiet', `--results=${results}`, `--algorithm=${algorithm}`];
  // As the yardsticks do: a cipher's two directions differ in speed, which is none of our doing.
  const args = ['run', ...options, `--workers=${workers}`, `--duration=${seconds}s`, '--direction=decrypt'];
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/afalg-stress.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let residentKiB = 0;
  child.stdout.on('data', (chunk) => (text += chunk));
  const pid = child.pid ?? 0;
  /** @type {readonly number[]} */
  let children = [];
  const sampling = setInterval(() => {
    if (children.length === 0) children = childrenOf(pid);
    residentKiB = Math.max(residentKiB, residentOfAll([pid, ...children]));
  }, 1000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(sampling);
  rmSync(results, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the verified run ended with exit code ${code}: ${text}`);
  return { operationsPerSecond: JSON.parse(text).operationsPerSecond, residentKiB };
}

/** The resident memory of processes, in KiB; pages they share count in each. @param {readonly number[]} pids */
function residentOfAll(pids) {
  return pids.reduce((sum, pid) => sum + residentOf(pid), 0);
}

/** The children of a process. Looks through all of /proc: for once, not for every sample. @param {number} parent */
function childrenOf(parent) {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && statusField(pid, 'PPid') === parent);
}

/** @param {number} pid */
function residentOf(pid) {
  return statusField(pid, 'VmRSS');
}

/** A number of /proc/PID/status; 0 when the process is gone. @param {number} pid @param {string} name */
function statusField(pid, name) {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 === 0 ? sorted.slice(middle - 1) : [sorted[middle], sorted[middle]];
  return (low + high) / 2;
}

/** @type {{baseline: number, bareLoop: number, operationsPerSecond: number, residentKiB: number}[]} */
const samples = [];
for (let round = 0; round < rounds; round += 1) {
  const [baselineBefore, bareBefore] = [yardstick('baseline'), yardstick('bare')];
  const measured = await verified();
  const [bareAfter, baselineAfter] = [yardstick('bare'), yardstick('baseline')];
  samples.push({
    baseline: (baselineBefore + baselineAfter) / 2,
    bareLoop: (bareBefore + bareAfter) / 2,
    ...measured,
  });
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}
const of = (/** @type {(sample: typeof samples[number]) => number} */ value) => samples.map(value);
process.stdout.write(
  `${JSON.stringify({
    schema: 'afalg-stress/bench',
    version: 1,
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
    // Round by round, so that drift between the rounds cancels out.
    vsBaseline: median(of(({ operationsPerSecond, baseline }) => operationsPerSecond / baseline)),
    vsBareLoop: median(of(({ operationsPerSecond, bareLoop }) => operationsPerSecond / bareLoop)),
    // The largest sum of cli and host process seen in any round.
    residentMiB: Math.round(Math.max(...of(({ residentKiB }) => residentKiB)) / 102.4) / 10,
    samples,
  })}\n`,
);
