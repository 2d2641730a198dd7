import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { buildModule } from '../module/kernel-module.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { note } from '../process/note.js';
import { ToolError } from '../process/tool-error.js';
import { runCli } from './cli.js';

const RUN = [
  ...['run', '--guest', 'uml', '--guest-module', 'vce,arm=eio=20000;flip=40000;seed=1;limit=3'],
  ...['--algorithm', 'cbc-aes-vce', '--require-driver', 'cbc-aes-vce', '--duration', '10s'],
];

/**
 * `npm run demo`: a run that catches what a broken engine does. Boots a guest with the virtual crypto engine, lets it fail
 * as a CAAM does and flip bits, and prints the run's result. Ends with 0 when the run found them.
 */
export function demo(): number {
  buildAddon();
  requirePrograms(UML_PROGRAMS);
  buildModule('vce', 'uml');
  note(`npx afalg-stress ${RUN.map(quoted).join(' ')}\n`);
  const code = runCli(RUN, ['ignore', 'inherit', 'inherit']);
  if (code !== EXIT.finding) throw new ToolError(`the run should have found faults, and ended with ${String(code)}`);
  note(
    'FAIL is what this run is to show: the engine was told to fail. Next, with a directory of findings/ above:\n' +
      '  npx afalg-stress replay .../findings/0001 --times 1000\n  npx afalg-stress minimise .../findings/0001',
  );
  return EXIT.passed;
}

function quoted(argument: string): string {
  return /^[\w,.=/-]+$/.test(argument) ? argument : `"${argument}"`;
}
