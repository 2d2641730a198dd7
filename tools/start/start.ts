import { buildAddon } from '../build/addon.js';
import { hasAfAlg } from '../guest/af-alg.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { runCli } from './cli.js';

/**
 * `npm start`: from a fresh clone to the main job, ten seconds of it. `npm start -- OPTION...` runs it with other options.
 */
export function start(args: readonly string[]): number {
  buildAddon();
  if (!hasAfAlg()) requirePrograms(UML_PROGRAMS);
  // Ctrl-C goes to the program, which ends in order; waiting here must survive it.
  process.on('SIGINT', () => undefined);
  return runCli(args.length > 0 ? args : ['run', '--duration', '10s'], 'inherit');
}
