import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { compileTests } from '../build/compiled-tests.js';
import { toolOptions } from '../process/tool-options.js';
import { packBoard } from './board-package.js';
import { smokeTest } from './board-smoke.js';

const USAGE = 'usage: npm run pack:board [-- --with-node]';

/** `npm run pack:board`: the package for an ARMv7 board, proven by running it under emulation. Prints its path. */
export function packBoardAndTry(args: readonly string[]): number {
  const options = { 'with-node': { type: 'boolean', default: false } } as const;
  const withNode = toolOptions({ args, options }, USAGE).values['with-node'];
  buildAddon();
  compileTests();
  const board = packBoard({ withNode });
  smokeTest(board, withNode);
  process.stdout.write(`${board.archive}\n`);
  return EXIT.passed;
}
