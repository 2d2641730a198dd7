// npm run test:vce [-- NAME…]: the virtual crypto engine's own tests, in the uml guest.
import { readdirSync } from 'node:fs';
import { requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { run, script } from './lib/run.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';
import { buildVce } from './lib/vce.mjs';

await script(() => {
  buildAll();
  compileTests();
  requirePrograms(['linux.uml', 'modprobe', 'python3']);
  const { module } = buildVce('uml');
  const wanted = process.argv.slice(2);
  const files = readdirSync(inProject('build/test/vce'))
    .filter((name) => name.endsWith('.test.js') && (wanted.length === 0 || wanted.some((word) => name.includes(word))))
    .map((name) => `build/test/vce/${name}`);
  // One file at a time: there is one module.
  const command = [process.execPath, '--enable-source-maps', '--test', '--test-reporter=spec', '--test-concurrency=1'];
  run(process.execPath, ['scripts/in-guest.mjs', '--', ...command, ...files], {
    env: { ...process.env, AFALG_VCE_MODULE: module },
  });
});
