// What a kernel module for the sabrelite guest is built against: Debian's headers for its kernel, used on this machine.
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { armhfArchive, armhfRoot, TRIPLET } from './armhf-root.mjs';
import { cached } from './kernel-cache.mjs';
import { requirePrograms } from './packages.mjs';
import { run, ScriptError } from './run.mjs';
import { boardRelease } from './sabrelite-files.mjs';

const ELF = '\x7fELF';

/** The headers of the kernel that the sabrelite guest boots. @returns {import('./kernel-tree.mjs').KernelTree} */
export function boardTree() {
  requirePrograms(['arm-linux-gnueabihf-gcc', 'qemu-arm-static']);
  const root = armhfRoot();
  const release = boardRelease();
  const name = `linux-headers-${release}`;
  const directory = cached(`headers-${release}`, (unfinished, final) => {
    const debian = armhfArchive();
    const [version] = debian.versions(name);
    if (version === undefined) {
      const old = ['latest-armmp', `sabrelite-${release}`].map((each) => join(final, '..', each)).join(' ');
      throw new ScriptError(`Debian has no ${name} any more; for the latest: rm -r ${old}`);
    }
    const others = debian.depends(name, version).filter((other) => /^linux-(headers|kbuild)-/.test(other));
    for (const file of debian.download([name, ...others], version)) {
      run('dpkg-deb', ['-x', file, unfinished]);
      rmSync(file);
    }
    emulatePrograms(join(unfinished, 'usr/lib'), root);
    // It includes the common headers' by the path where the package would be installed.
    const makefile = join(unfinished, 'usr/src', name, 'Makefile');
    writeFileSync(makefile, readFileSync(makefile, 'utf8').replaceAll('/usr/src/', join(final, 'usr/src/')));
  });
  const tree = join(directory, 'usr/src', name);
  // The compiler the kernel was built with is of a later Debian. Type information for BPF needs the kernel image.
  return { directory: tree, release, make: ['-C', tree, 'CONFIG_DEBUG_INFO_BTF_MODULES=', `CC=${TRIPLET}-gcc`] };
}

/**
 * The kernel's own build programs (modpost and the like) come with the headers, as programs for ARM: each becomes a
 * script that runs it here. Those of the same version for this machine want a later C library than it may have.
 *
 * @param {string} directory @param {string} root whose libraries they load
 */
function emulatePrograms(directory, root) {
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
