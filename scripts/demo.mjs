// npm run demo: a run that catches what a broken engine does. Boots a guest with the virtual crypto engine, lets it fail
// as a CAAM does and flip bits, and prints the run's result. Ends with 0 when the run found them.
import { spawnSync } from 'node:child_process';
import { inProject } from './lib/project.mjs';
import { requirePrograms } from './lib/packages.mjs';
import { script, ScriptError } from './lib/run.mjs';
import { buildAll } from './lib/steps.mjs';
import { buildVce } from './lib/vce.mjs';

const FINDING = 1;

await script(() => {
  buildAll();
  requirePrograms(['linux.uml', 'modprobe']);
  buildVce('uml');
  const args = [
    ...['run', '--guest', 'uml', '--guest-module', 'vce,arm=eio=20000;flip=40000;seed=1;limit=3'],
    ...['--algorithm', 'cbc-aes-vce', '--require-driver', 'cbc-aes-vce', '--duration', '10s'],
  ];
  process.stderr.write(`npx afalg-stress ${args.map(quoted).join(' ')}\n\n`);
  const { status } = spawnSync(process.execPath, [inProject('dist/cli/afalg-stress.js'), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== FINDING) throw new ScriptError(`the run should have found faults, and ended with ${String(status)}`);
});

/** @param {string} argument */
function quoted(argument) {
  return /^[\w,.=/-]+$/.test(argument) ? argument : `"${argument}"`;
}
