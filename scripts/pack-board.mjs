// npm run pack:board [-- --with-node]: the package for an ARMv7 board, proven by running it under emulation. Prints its
// path.
import { parseArgs } from 'node:util';
import { packBoard } from './lib/board-package.mjs';
import { smokeTest } from './lib/board-smoke.mjs';
import { script, ScriptError } from './lib/run.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';

function options() {
  try {
    return parseArgs({ options: { 'with-node': { type: 'boolean', default: false } } }).values;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ScriptError(`${reason}\nusage: npm run pack:board [-- --with-node]`, 64);
  }
}

await script(() => {
  const withNode = options()['with-node'];
  buildAll();
  compileTests();
  const board = packBoard({ withNode });
  smokeTest(board, withNode);
  process.stdout.write(`${board.archive}\n`);
});
