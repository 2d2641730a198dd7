import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { compileTests } from '../build/compiled-tests.js';
import { umlTree } from '../kernel/uml-tree.js';
import { buildModule } from '../module/kernel-module.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { ONE_BY_ONE, runGroup } from './run-group.js';
import { selectTests, testFiles } from './test-files.js';

/**
 * `npm run test:vce [-- NAME...]`: the virtual crypto engine's own tests, in the uml guest; then that git bisect finds the
 * commit that broke it, and that a dying kernel is told as what it is, which build and boot out here.
 */
export function testVce(names: readonly string[]): number {
  buildAddon();
  compileTests();
  requirePrograms([...UML_PROGRAMS, 'python3']);
  const { module } = buildModule('vce', 'uml');
  const files = selectTests(testFiles(), ['vce', 'bisect', 'dying-guests'], names);
  runGroup('vce', files, { options: ONE_BY_ONE, guest: 'uml', env: { AFALG_VCE_MODULE: module } });
  runGroup('bisect', files, { options: ONE_BY_ONE, env: { AFALG_KERNEL_TREE: umlTree().directory } });
  const doom = buildModule('doom', 'uml').module;
  runGroup('dying-guests', files, { options: ONE_BY_ONE, env: { AFALG_DOOM_MODULE: doom } });
  return EXIT.passed;
}
