import { CommandError, EXIT } from '../../results/exit-code.js';
import { findOnPath } from '../find-on-path.js';

/**
 * Throws CommandError when an emulator is not installed.
 *
 * @param program which is also the name of Debian's package, but for `-x86_64`
 * @param instead what else the user can do
 */
export function requireQemu(program: 'qemu-system-x86_64' | 'qemu-system-arm', instead: string): void {
  if (findOnPath(program) !== undefined) return;
  const [name, debian] =
    program === 'qemu-system-arm' ? ['qemu for ARM', program] : ['qemu', program.replace('x86_64', 'x86')];
  throw new CommandError(
    EXIT.broken,
    `no ${name} here: apt-get install --no-install-recommends ${debian} (Debian, Ubuntu), or ${instead}`,
  );
}

/** A serial port of the guest that is a descriptor of the emulator's process. */
export function serialPort(descriptor: number): readonly string[] {
  const id = `wire${String(descriptor)}`;
  return ['-chardev', `socket,id=${id},fd=${String(descriptor)}`, '-serial', `chardev:${id}`];
}
