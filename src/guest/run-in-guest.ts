import type { GuestModule } from '../options/guest-module.js';
import type { GuestKind } from '../options/table/guest-options.js';
import { findBoardFiles } from './board-files.js';
import type { GuestCommand } from './guest-command.js';
import { findGuestKernel } from './guest-kernels.js';
import type { GuestOutput } from './job-script.js';
import { runInMachine } from './machine.js';
import { moduleFiles } from './module-files.js';
import { qemuMachine } from './qemu.js';
import { runInSabrelite } from './sabrelite.js';
import { umlMachine, umlRelease } from './uml.js';
import { requireX64 } from './x64-only.js';

/** A guest to boot, and what to load into its kernel first. */
export interface Guest {
  readonly kind: GuestKind;
  /** The kernel that qemu is to boot: a release, or the beginning of one. */
  readonly kernel: string;
  readonly modules: readonly GuestModule[];
}

/**
 * Boots a guest and runs one command in it; see runInMachine. In the sabrelite guest the command's programs are those of
 * the board: see runInSabrelite.
 */
export async function runInGuest(
  guest: Guest,
  command: Omit<GuestCommand, 'modules'>,
  output: GuestOutput,
  signals: (listener: (signal: NodeJS.Signals) => void) => void,
): Promise<number> {
  switch (guest.kind) {
    case 'uml': {
      const modules = moduleFiles(guest.modules, umlRelease(), 'uml');
      return runInMachine(umlMachine(), { ...command, modules }, output, signals);
    }
    case 'qemu': {
      // Before the advice how to make a kernel ready, which would not help.
      requireX64('qemu');
      const kernel = findGuestKernel(guest.kernel);
      const modules = moduleFiles(guest.modules, kernel.release, 'qemu');
      return runInMachine(qemuMachine(kernel, command.writable), { ...command, modules }, output, signals);
    }
    case 'sabrelite': {
      const modules = moduleFiles(guest.modules, findBoardFiles().release, 'sabrelite');
      return runInSabrelite({ ...command, modules }, output, signals);
    }
  }
}
