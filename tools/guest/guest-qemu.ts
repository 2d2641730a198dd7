import { EXIT } from '#dist/results/exit-code.js';
import { DEFAULT_KERNEL, KERNELS } from '../kernel/kernel-series.js';
import { note } from '../process/note.js';
import { toolOptions } from '../process/tool-options.js';
import { prepareQemuKernel } from './qemu-guest.js';

const USAGE = `usage: npm run guest:qemu [-- --kernel ${KERNELS}]`;

/** `npm run guest:qemu`: makes a Debian kernel ready for --guest qemu, and prints where it is: in the kernel cache. */
export function guestQemu(args: readonly string[]): number {
  const { values } = toolOptions({ args, options: { kernel: { type: 'string', default: DEFAULT_KERNEL } } }, USAGE);
  const { release, directory } = prepareQemuKernel(values.kernel);
  process.stdout.write(`${directory}\n`);
  note(`npx afalg-stress run --guest qemu --guest-kernel ${release} --duration 10s`);
  return EXIT.passed;
}
