import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CachedKernel } from '../kernel-cache.js';
import { findGuestKernel } from './guest-kernels.js';
import type { GuestRow } from '../guest.js';
import { runInMachine, type MachineKind } from '../machine.js';
import { moduleFiles } from '../module-files.js';
import { requireQemu, serialPort } from './qemu-program.js';
import { requireX64 } from './x64-only.js';

const QEMU = 'qemu-system-x86_64';

/** A Debian kernel that `npm run guest:qemu` made ready. */
export const QEMU_GUEST: GuestRow = {
  boots: 'qemu',
  runsHostPrograms: true,
  run: (guest, command, output, signals) => {
    // Before the advice how to make a kernel ready, which would not help.
    requireX64('qemu');
    const kernel = findGuestKernel(guest.kernel);
    const modules = moduleFiles(guest.modules, kernel.release, 'qemu');
    return runInMachine(qemuMachine(kernel, command.writable), { ...command, modules }, output, signals);
  },
};

/**
 * A Debian kernel on an emulated PC with two processors, the host's root as its own, over 9p. Throws CommandError when
 * qemu is not installed.
 *
 * @param writable directories that are to be windows inside, in this order
 */
function qemuMachine({ directory }: CachedKernel, writable: readonly string[]): MachineKind {
  requireQemu(QEMU, '--guest uml');
  return {
    name: 'the qemu guest',
    wires: { console: [2, 3], stdout: 4, stderr: 5, control: 6 },
    bootMilliseconds: 300_000,
    graceMilliseconds: 60_000,
    endMilliseconds: 60_000,
    start: (job) => {
      symlinkSync(directory, join(job, 'modules'));
      return spawn(
        QEMU,
        [
          // One thread for both processors: with two, the wake-ups between them are up to ten times slower than the work.
          ...['-accel', 'tcg,thread=single', '-cpu', 'max', '-smp', '2', '-m', '1024'],
          ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
          // ttyS0 and following.
          ...[3, 4, 5, 6].flatMap(serialPort),
          ...shared('host', '/', true),
          ...shared('job', job, true),
          ...writable.flatMap((folder, index) => shared(`window${String(index)}`, folder, false)),
          ...['-kernel', join(directory, 'vmlinuz'), '-initrd', join(directory, 'initrd')],
          '-append',
          `console=ttyS0 quiet panic=-1 afalg_init=${job}/init/qemu.sh afalg_modules=${job}/modules`,
        ],
        {
          // A group of its own: Ctrl-C is for us.
          detached: true,
          stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
        },
      );
    },
  };
}

function shared(tag: string, path: string, readOnly: boolean): readonly string[] {
  // qemu's way to quote a comma.
  const options = [
    'local',
    `path=${path.replaceAll(',', ',,')}`,
    `mount_tag=${tag}`,
    'security_model=none',
    'multidevs=remap',
  ];
  return ['-virtfs', [...options, ...(readOnly ? ['readonly=on'] : [])].join(',')];
}
