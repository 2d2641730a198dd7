import { EXIT } from '#dist/results/exit-code.js';
import { guestKindOf, GUEST_CHOICE } from '../guest/guest-kind.js';
import { KERNELS } from '../kernel/kernel-series.js';
import { toolOptions, usageError } from '../process/tool-options.js';
import { buildModule } from './kernel-module.js';

const USAGE = `usage: npm run vce:build [-- --guest ${GUEST_CHOICE} [--kernel ${KERNELS}]]`;

/** `npm run vce:build`: builds the virtual crypto engine for a guest's kernel, uml's by default, and prints its path. */
export function vceBuild(args: readonly string[]): number {
  const options = { guest: { type: 'string', default: 'uml' }, kernel: { type: 'string' } } as const;
  const { guest, kernel } = toolOptions({ args, options }, USAGE).values;
  const kind = guestKindOf(guest);
  if (kind === undefined) throw usageError(USAGE);
  if (kind !== 'qemu' && kernel !== undefined) {
    throw usageError('--kernel is for --guest qemu: the other guests have one kernel each');
  }
  process.stdout.write(`${buildModule('vce', kind, kernel).module}\n`);
  return EXIT.passed;
}
