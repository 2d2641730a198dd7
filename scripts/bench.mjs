// npm run bench [-- --json] [--rounds N] [--seconds S] [--workers N] [--algorithm NAME] [--guest auto|none|uml]:
// verified operations per second against the baseline and the bare loop, on one kernel in one boot.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { hasAfAlg, requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { script, ScriptError } from './lib/run.mjs';
import { buildAll, buildBaseline } from './lib/steps.mjs';

/** What DESIGN promises: verified operations against the yardsticks, and memory. */
const TARGETS = { vsBaseline: 1.5, vsBareLoop: 0.95, residentMiB: 200 };

function options() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '20' },
        workers: { type: 'string', default: '10' },
        algorithm: { type: 'string', default: 'cbc(aes)' },
        guest: { type: 'string', default: 'auto' },
      },
    }).values;
  } catch (thrown) {
    throw new ScriptError(thrown instanceof Error ? thrown.message : String(thrown), 64);
  }
}

await script(() => {
  const { json, rounds, seconds, workers, algorithm, guest } = options();
  for (const [name, value] of Object.entries({ rounds, seconds, workers })) {
    if (!/^[1-9]\d*$/.test(value)) throw new ScriptError(`--${name} '${value}': not a whole number above 0`, 64);
  }
  if (!['auto', 'none', 'uml'].includes(guest)) throw new ScriptError(`--guest '${guest}': one of auto, none, uml`, 64);
  buildAll();
  buildBaseline();
  const here = guest === 'none' || (guest === 'auto' && hasAfAlg());
  if (!here) requirePrograms(['linux.uml', 'modprobe']);
  const measure = [process.execPath, inProject('bench/measure.mjs'), rounds, seconds, workers, algorithm];
  const [program = '', ...args] = here
    ? measure
    : [process.execPath, inProject('scripts/in-guest.mjs'), '--', ...measure];
  const { status, stdout } = spawnSync(program, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  if (status !== 0) throw new ScriptError('the measurement failed', status ?? 2);
  process.stdout.write(json ? stdout : table(JSON.parse(stdout)));
});

/** @param {any} result as bench/measure.mjs prints it */
function table(result) {
  const { medians, vsBaseline, vsBareLoop, residentMiB } = result;
  const row = (/** @type {string} */ name, /** @type {number} */ value) =>
    `${name.padEnd(12)} ${value.toFixed(0).padStart(12)} ${(value / medians.baseline).toFixed(2).padStart(12)}`;
  const check = (
    /** @type {string} */ name,
    /** @type {number} */ value,
    /** @type {string} */ target,
    /** @type {boolean} */ met,
  ) => `${name.padEnd(26)} ${value.toFixed(2).padStart(8)}   target ${target}: ${met ? 'met' : 'MISSED'}`;
  return [
    `${result.algorithm}, ${result.workers} workers, Linux ${result.kernel}, ${result.rounds} rounds of ${result.seconds} s, medians`,
    '',
    `${''.padEnd(12)} ${'operations/s'.padStart(12)} ${'vs baseline'.padStart(12)}`,
    row('baseline', medians.baseline),
    row('bare loop', medians.bareLoop),
    row('verified', medians.verified),
    '',
    check('verified vs baseline', vsBaseline, `>= ${TARGETS.vsBaseline}`, vsBaseline >= TARGETS.vsBaseline),
    check('verified vs bare loop', vsBareLoop, `>= ${TARGETS.vsBareLoop}`, vsBareLoop >= TARGETS.vsBareLoop),
    check('resident memory (MiB)', residentMiB, `<= ${TARGETS.residentMiB}`, residentMiB <= TARGETS.residentMiB),
    '',
  ].join('\n');
}
