import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { compileTests } from '../build/compiled-tests.js';
import { umlTree } from '../kernel/uml-tree.js';
import { buildModule } from '../module/kernel-module.js';
import { prepareQemuKernel } from '../guest/qemu-guest.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { ONE_BY_ONE, runGroup } from './run-group.js';
import { selectTests, testFiles, type TestFile } from './test-files.js';

/** The first with crypto.af_alg_restrict. */
const RESTRICTING = '7.3';

/**
 * `npm run test:vce [-- NAME...]`: the virtual crypto engine's own tests, in the uml guest; then that git bisect finds the
 * commit that broke it, that a dying kernel is told as what it is, and what AF_ALG is on Linux 7.3, which build and boot out
 * here.
 */
export function testVce(names: readonly string[]): number {
  buildAddon();
  compileTests();
  requirePrograms([...UML_PROGRAMS, 'python3']);
  const { module } = buildModule('vce', 'uml');
  const files = selectTests(testFiles(), ['vce', 'bisect', 'linux-7', 'dying-guests'], names);
  runGroup('vce', files, { options: ONE_BY_ONE, guest: 'uml', env: { AFALG_VCE_MODULE: module } });
  runGroup('bisect', files, { options: ONE_BY_ONE, env: { AFALG_KERNEL_TREE: umlTree().directory } });
  linux7(files);
  const doom = buildModule('doom', 'uml').module;
  runGroup('dying-guests', files, { options: ONE_BY_ONE, env: { AFALG_DOOM_MODULE: doom } });
  return EXIT.passed;
}

function linux7(files: readonly TestFile[]): void {
  if (!files.some(({ group }) => group === 'linux-7')) return;
  const { release } = prepareQemuKernel(RESTRICTING);
  const { module } = buildModule('vce', 'qemu', release);
  runGroup('linux-7', files, {
    options: ONE_BY_ONE,
    guest: { kind: 'qemu', kernel: release, writable: [] },
    env: { AFALG_VCE_MODULE: module },
  });
}
