import { spawnSync } from 'node:child_process';
import { EXIT } from '#dist/results/exit-code.js';
import { inPackage } from '#dist/package/root.js';
import { buildAddon } from '../build/addon.js';
import { buildBaseline } from '../build/baseline.js';
import { hasAfAlg } from '../guest/af-alg.js';
import { guestArgv } from '../guest/guest-argv.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { parseJson } from '../process/parse-json.js';
import { ToolError } from '../process/tool-error.js';
import { toolOptions, usageError } from '../process/tool-options.js';
import { benchTable } from './bench-table.js';
import { MEASUREMENT } from './measurement.js';

const USAGE =
  'usage: npm run bench [-- --json] [--rounds N] [--seconds S] [--workers N] [--algorithm NAME] [--guest auto|none|uml]';

/**
 * `npm run bench`: verified operations per second against the baseline and the bare loop, on one kernel in one boot.
 */
export function bench(args: readonly string[]): number {
  const { json, rounds, seconds, workers, algorithm, guest } = toolOptions(
    {
      args,
      options: {
        json: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '20' },
        workers: { type: 'string', default: '10' },
        algorithm: { type: 'string', default: 'cbc(aes)' },
        guest: { type: 'string', default: 'auto' },
      },
    },
    USAGE,
  ).values;
  for (const [name, value] of Object.entries({ rounds, seconds, workers })) {
    if (!/^[1-9]\d*$/.test(value)) throw usageError(`--${name} '${value}': not a whole number above 0`);
  }
  if (!['auto', 'none', 'uml'].includes(guest)) throw usageError(`--guest '${guest}': one of auto, none, uml`);
  buildAddon();
  buildBaseline();
  const here = guest === 'none' || (guest === 'auto' && hasAfAlg());
  if (!here) requirePrograms(UML_PROGRAMS);
  const main = inPackage('build/tools/bench/measure-main.js');
  const measure = [process.execPath, main, rounds, seconds, workers, algorithm];
  const [program = '', ...rest] = here ? measure : guestArgv(measure);
  const { status, stdout } = spawnSync(program, rest, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  if (status !== 0) throw new ToolError('the measurement failed', status ?? EXIT.broken);
  process.stdout.write(json ? stdout : benchTable(parseJson(stdout, 'the measurement', MEASUREMENT)));
  return EXIT.passed;
}
