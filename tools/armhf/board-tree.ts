// What a kernel module for the sabrelite guest is built against: Debian's headers for its kernel, used on this machine.
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianHeaders } from '../kernel/debian-headers.js';
import type { KernelTree } from '../kernel/kernel-tree.js';
import { requirePrograms } from '../packages/programs.js';
import { armhfArchive, TRIPLET } from './armhf-archive.js';
import { armhfRoot } from './armhf-root.js';
import { boardRelease } from './board-release.js';

const ELF = '\x7fELF';

/** The headers of the kernel that the sabrelite guest boots. */
export function boardTree(): KernelTree {
  requirePrograms([`${TRIPLET}-gcc`, 'qemu-arm-static']);
  const root = armhfRoot();
  const release = boardRelease();
  const remedy = (directory: string): string =>
    `rm -r ${['latest-armmp', `sabrelite-${release}`].map((name) => join(directory, '..', name)).join(' ')}`;
  const directory = debianHeaders(release, armhfArchive, remedy, (unpacked) => {
    emulatePrograms(join(unpacked, 'usr/lib'), root);
  });
  // The compiler the kernel was built with is of a later Debian. Type information for BPF needs the kernel image.
  return { directory, release, make: ['-C', directory, 'CONFIG_DEBUG_INFO_BTF_MODULES=', `CC=${TRIPLET}-gcc`] };
}

/**
 * The kernel's own build programs (modpost, fixdep) come with the headers, as programs for ARM: each becomes a
 * script that runs it here. Those of the same version for this machine want a later C library than it may have.
 *
 * @param root whose libraries they load
 */
function emulatePrograms(directory: string, root: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || readFileSync(path).toString('latin1', 0, 4) !== ELF) continue;
    const program = `${path}.elf`;
    renameSync(path, program);
    // Some start another one, by the name they were started as.
    writeFileSync(path, `#!/bin/sh\nexec qemu-arm-static -L '${root}' -0 "$0" "$0.elf" "$@"\n`);
    chmodSync(path, 0o755);
  }
}
