import { arch } from 'node:os';
import { CommandError, EXIT } from '../../results/exit-code.js';

/**
 * The guests that use the host's programs boot kernels for x86-64 only. Throws CommandError where the host is another.
 *
 * @param guest as `--guest` has it
 * @param architecture of the host, as Node calls it
 */
export function requireX64(guest: 'uml' | 'qemu', architecture: string = arch()): void {
  if (architecture === 'x64') return;
  throw new CommandError(
    EXIT.broken,
    `the ${guest} guest runs on x86-64 only, and this is ${architecture}: use a kernel with AF_ALG and --guest none`,
  );
}
