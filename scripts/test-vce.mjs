// npm run test:vce [-- NAME…]: the virtual crypto engine's own tests, in the uml guest; then that git bisect finds the
// commit that broke it, which builds and boots out here.
import { readdirSync } from 'node:fs';
import { requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { run, script } from './lib/run.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';
import { umlTree } from './lib/kernel-tree.mjs';
import { buildVce } from './lib/vce.mjs';

await script(() => {
  buildAll();
  compileTests();
  requirePrograms(['linux.uml', 'modprobe', 'python3']);
  const { module } = buildVce('uml');
  const wanted = process.argv.slice(2);
  /** @param {string} folder */
  const testsIn = (folder) =>
    readdirSync(inProject(folder))
      .map((name) => `${folder}/${name}`)
      .filter(
        (path) => path.endsWith('.test.js') && (wanted.length === 0 || wanted.some((word) => path.includes(word))),
      );
  const [inGuest, outside] = [testsIn('build/test/vce'), testsIn('build/test/bisect')];
  // One file at a time: there is one module.
  const test = ['--enable-source-maps', '--test', '--test-reporter=spec', '--test-concurrency=1'];
  if (inGuest.length > 0) {
    run(process.execPath, ['scripts/in-guest.mjs', '--', process.execPath, ...test, ...inGuest], {
      env: { ...process.env, AFALG_VCE_MODULE: module },
    });
  }
  if (outside.length > 0) {
    run(process.execPath, [...test, ...outside], { env: { ...process.env, AFALG_KERNEL_TREE: umlTree().directory } });
  }
});
