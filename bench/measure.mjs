// Measures on the kernel it runs on: baseline, bare loop and a verified run in turn, so that a machine whose speed
// drifts slows all three. Prints one JSON document. Started by scripts/bench.mjs, inside the guest if need be.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [rounds = 5, seconds = 10, workers = 10] = process.argv.slice(2, 5).map(Number);
const algorithm = process.argv[5] ?? 'cbc(aes)';

/** @param {'baseline' | 'bare'} mode @returns {number} operations per second */
function yardstick(mode) {
  const args = ['--mode', mode, '--algorithm', algorithm, '--threads', String(workers), '--seconds', String(seconds)];
  const text = execFileSync(join(ROOT, 'build/bench/baseline'), args, { encoding: 'utf8' });
  return JSON.parse(text).operationsPerSecond;
}

/** @returns {Promise<{operationsPerSecond: number, residentKiB: number}>} */
async function verified() {
  const results = mkdtempSync(join(tmpdir(), 'afalg-bench-'));
  const options = ['--guest=none', '--json', '--quiet', `--results=${results}`, `--algorithm=${algorithm}`];
  const args = ['run', ...options, `--workers=${workers}`, `--duration=${seconds}s`];
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/afalg-stress.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let residentKiB = 0;
  child.stdout.on('data', (chunk) => (text += chunk));
  const sampling = setInterval(() => {
    residentKiB = Math.max(residentKiB, residentOfFamily(child.pid ?? 0));
  }, 500);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(sampling);
  rmSync(results, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the verified run ended with exit code ${code}: ${text}`);
  return { operationsPerSecond: JSON.parse(text).operationsPerSecond, residentKiB };
}

/** The resident memory of a process and its children, in KiB; pages they share count in each. @param {number} pid */
function residentOfFamily(pid) {
  let sum = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const field = (/** @type {string} */ key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      if (Number(name) === pid || field('PPid') === pid) sum += field('VmRSS');
    } catch {
      // It ended while we looked.
    }
  }
  return sum;
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
  const baseline = yardstick('baseline');
  const bareLoop = yardstick('bare');
  samples.push({ baseline, bareLoop, ...(await verified()) });
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
    // Pair by pair, so that drift between the rounds cancels out.
    vsBaseline: median(of(({ operationsPerSecond, baseline }) => operationsPerSecond / baseline)),
    vsBareLoop: median(of(({ operationsPerSecond, bareLoop }) => operationsPerSecond / bareLoop)),
    // The largest sum of cli and host process seen in any round.
    residentMiB: Math.round(Math.max(...of(({ residentKiB }) => residentKiB)) / 102.4) / 10,
    samples,
  })}\n`,
);
