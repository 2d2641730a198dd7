import type { GuestKind } from '#dist/options/table/guest-kinds.js';
import { inPackage } from '#dist/package/root.js';

/** Which guest runs a command. */
export interface GuestChoice {
  readonly kind: GuestKind;
  /** A release, or the beginning of one; for the qemu guest. */
  readonly kernel: string;
  /** Directories to be writable inside. */
  readonly writable: readonly string[];
}

/** What runs a command in the uml guest, or another, as a process out here: program and arguments. */
export function guestArgv(command: readonly string[], guest?: GuestChoice): readonly [string, ...string[]] {
  const options =
    guest === undefined
      ? []
      : [
          ...['--guest', guest.kind, '--guest-kernel', guest.kernel],
          ...guest.writable.flatMap((directory) => ['--writable', directory]),
        ];
  return [process.execPath, inPackage('scripts/in-guest.mjs'), ...options, '--', ...command];
}
