// npm start: from a fresh clone to the main job, ten seconds of it. `npm start -- OPTION…` runs it with other options.
import { spawnSync } from 'node:child_process';
import { requirePrograms, hasAfAlg } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { script } from './lib/run.mjs';
import { buildAll } from './lib/steps.mjs';

await script(() => {
  buildAll();
  if (!hasAfAlg()) requirePrograms(['linux.uml', 'modprobe']);
  const given = process.argv.slice(2);
  const options = given.length > 0 ? given : ['run', '--duration', '10s'];
  // Ctrl-C goes to the program, which ends in order; waiting here must survive it.
  process.on('SIGINT', () => undefined);
  const { status } = spawnSync(process.execPath, [inProject('dist/cli/afalg-stress.js'), ...options], {
    stdio: 'inherit',
  });
  return status ?? 2;
});
