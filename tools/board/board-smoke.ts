import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { VERSION } from '#dist/package/version.js';
import { EXIT } from '#dist/results/exit-code.js';
import { prebuildOf } from '../build/prebuilt-addon.js';
import { requirePrograms } from '../packages/programs.js';
import { note } from '../process/note.js';
import { addTests } from './board-tests.js';
import type { BoardPackage } from './board-package.js';
import { EmulatedBoard } from './emulated-board.js';

/** Tests of what can be different on 32 bits, in test/unit. */
const TESTS = [
  ...['afalg/elf-machine', 'afalg/addon-problem', 'afalg/layout', 'afalg/native', 'worker/meter', 'worker/progress'],
  ...['results/histogram', 'plan/plan-digest', 'plan/random-stream', 'plan/skcipher/operations'],
];

/** Throws ToolError unless the package does on an emulated board what it is to do there. */
export function smokeTest(board: BoardPackage, withNode: boolean): void {
  requirePrograms(['qemu-arm-static']);
  note('trying it under qemu-arm');
  using emulated = new EmulatedBoard(board, withNode);
  const { home, program, node } = emulated;
  emulated.expectRun([program, '--version'], EXIT.passed, new RegExp(`^${VERSION.replaceAll('.', '\\.')}\n$`));
  const run = [program, 'run', '--seed', '1', '--workers', '1', '--results', emulated.join('results')];
  const noAfAlg = /^seed 0x1\nafalg-stress: (?![^\n]*--guest)[^\n]*\(socket failed with EAFNOSUPPORT\)[^\n]*\n$/;
  emulated.expectRun(run, EXIT.nothingTested, noAfAlg);

  const addon = join(home, prebuildOf('arm'));
  renameSync(addon, `${addon}.away`);
  const noAddon = /^seed 0x1\nafalg-stress: the native addon is missing \([^\n]*: unpack [^\n]*\n$/;
  emulated.expectRun(run, EXIT.broken, noAddon);
  copyFileSync(inPackage('build/Release/afalg.node'), addon);
  const otherAddon = /^seed 0x1\nafalg-stress: [^\n]* is built for x64, and this Node for arm: [^\n]*\n$/;
  emulated.expectRun(run, EXIT.broken, otherAddon);
  renameSync(`${addon}.away`, addon);

  // On the wrong machine: this one.
  const launch = [process.execPath, join(home, 'dist/cli/launch.cjs'), 'run', '--seed', '1'];
  const wrongMachine = /^seed 0x1\nafalg-stress: [^\n]*: this package is for 32-bit ARM; on x64, npm install [^\n]*\n$/;
  emulated.expectRun(launch, EXIT.broken, wrongMachine);

  addTests(home);
  for (const test of TESTS) {
    emulated.expectRun([node, join(home, `build/test/unit/${test}.test.js`)], EXIT.passed, /^# fail 0$/m);
  }
}
