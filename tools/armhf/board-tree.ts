// What a kernel module for the sabrelite guest is built against: Debian's headers for its kernel, used on this machine.
import { join } from 'node:path';
import { debianHeaders } from '../kernel/debian-headers.js';
import { launchPrograms } from '../kernel/foreign-programs.js';
import type { KernelTree } from '../kernel/kernel-tree.js';
import { requirePrograms } from '../packages/programs.js';
import { armhfArchive, TRIPLET } from './armhf-archive.js';
import { armhfRoot } from './armhf-root.js';
import { boardRelease } from './board-release.js';

/** The headers of the kernel that the sabrelite guest boots. */
export function boardTree(): KernelTree {
  requirePrograms([`${TRIPLET}-gcc`, 'qemu-arm-static']);
  const root = armhfRoot();
  const release = boardRelease();
  const remedy = (directory: string): string =>
    `rm -r ${['latest-armmp', `sabrelite-${release}`].map((name) => join(directory, '..', name)).join(' ')}`;
  const directory = debianHeaders(release, armhfArchive, remedy, (unpacked) => {
    // Those of the same version for this machine want a later C library than it may have.
    launchPrograms(join(unpacked, 'usr/lib'), `qemu-arm-static -L '${root}' -0`);
  });
  // The compiler the kernel was built with is of a later Debian. Type information for BPF needs the kernel image.
  return { directory, release, make: ['-C', directory, 'CONFIG_DEBUG_INFO_BTF_MODULES=', `CC=${TRIPLET}-gcc`] };
}
