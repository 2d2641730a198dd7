import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { buildBaseline } from '../build/baseline.js';
import { compileTests } from '../build/compiled-tests.js';
import { ARCHITECTURES, buildPrebuild, type Architecture } from '../build/prebuilt-addon.js';
import { hasAfAlg } from '../guest/af-alg.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { note } from '../process/note.js';
import { ToolError } from '../process/tool-error.js';
import type { Group } from './groups.js';
import { ONE_BY_ONE, runGroup } from './run-group.js';
import { selectTests, testFiles } from './test-files.js';

const ANYWHERE = ['unit', 'laws', 'lava', 'package'] as const satisfies readonly Group[];
const WITH_KERNEL = ['real-kernel', 'real-guest'] as const satisfies readonly Group[];

/**
 * `npm test [-- NAME...]`: tests that run anywhere; then those that need a real kernel, on this one or in a guest; then
 * those of the guest itself. With names the files whose path contains one. AFALG_SKIP_GUEST=1 leaves out what needs a
 * guest, and says so.
 */
export function test(names: readonly string[]): number {
  buildAddon();
  buildBaseline();
  compileTests();
  const files = selectTests(testFiles(), [...ANYWHERE, ...WITH_KERNEL], names);
  for (const group of ['unit', 'laws', 'lava'] as const) runGroup(group, files);
  if (files.some(({ group }) => group === 'package')) {
    runGroup('package', files, { env: { AFALG_PREBUILDS: prebuilds().join() } });
  }
  if (process.env['AFALG_SKIP_GUEST'] === '1') {
    note('AFALG_SKIP_GUEST=1: nothing was tested on a real kernel');
    return EXIT.passed;
  }
  requireGuest();
  const here = hasAfAlg() && process.getuid?.() === 0;
  runGroup('real-kernel', files, { options: ONE_BY_ONE, ...(here ? {} : { guest: 'uml' }) });
  runGroup('real-guest', files, { options: ONE_BY_ONE });
  return EXIT.passed;
}

/** Compiles the addon for the npm package; says so where a compiler is missing, and returns for what it was compiled. */
function prebuilds(): readonly Architecture[] {
  return ARCHITECTURES.filter((architecture) => {
    try {
      buildPrebuild(architecture);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ToolError)) throw thrown;
      note(`the npm package's addon for ${architecture} is not tested: ${thrown.message}`);
      return false;
    }
  });
}

function requireGuest(): void {
  try {
    requirePrograms([...UML_PROGRAMS, 'stress-ng']);
  } catch (thrown) {
    if (!(thrown instanceof ToolError)) throw thrown;
    throw new ToolError(`${thrown.message}\nor set AFALG_SKIP_GUEST=1 to test without a real kernel`, thrown.code);
  }
}
