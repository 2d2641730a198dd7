// A Debian kernel made ready for the qemu guest: image, modules, and an initial ramdisk that mounts the host's root.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CachedKernel } from '#dist/guest/kernel-cache.js';
import { cached } from '../kernel/cached.js';
import { keepModules } from '../kernel/kernel-modules.js';
import { archiveOf, releaseOf } from '../kernel/debian-kernel.js';
import { requirePrograms } from '../packages/programs.js';
import { unpack } from '../packages/unpack.js';
import { note } from '../process/note.js';
import { run } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';
import { makeQemuRamdisk } from './qemu-ramdisk.js';

/** What a test of crypto drivers can want; the rest of the modules would be 400 MB. */
const MODULES = [
  ...['crypto', 'lib', 'arch/x86/crypto', 'fs/9p', 'fs/netfs', 'fs/fscache', 'net/9p', 'drivers/virtio', 'drivers/md'],
  ...['drivers/block', 'drivers/char/hw_random', 'drivers/char/tpm', 'drivers/dax', 'security/keys'],
];

/**
 * Makes a kernel ready unless it is.
 *
 * @param kernel a release, or the beginning of one (`6.1`, `7.3`)
 */
export function prepareQemuKernel(kernel: string): CachedKernel {
  const release = releaseOf(kernel);
  requirePrograms(['qemu-system-x86_64', 'modprobe', 'cpio', 'busybox', 'xz']);
  const directory = cached(`qemu-${release}`, (unfinished) => {
    const name = `linux-image-${release}`;
    const debian = archiveOf(release);
    const [version] = debian.versions(name);
    if (version === undefined) throw new ToolError(`Debian has no ${name}`);
    // Later Debians have image, modules and the modules' index in packages of their own.
    const parts = debian.depends(name, version).filter((other) => other.endsWith(`-${release}`));
    const files = debian.download([name, ...parts], version);
    note('unpacking it');
    const unpacked = join(unfinished, 'unpacked');
    unpack(files, unpacked);
    const modules = join('lib/modules', release);
    // Later Debians have no /lib of their own, and nothing in /boot.
    const image = one([join(unpacked, 'boot', `vmlinuz-${release}`), join(unpacked, 'usr', modules, 'vmlinuz')]);
    renameSync(image, join(unfinished, 'vmlinuz'));
    keepModules(one([join(unpacked, modules), join(unpacked, 'usr', modules)]), join(unfinished, modules), MODULES);
    run('depmod', ['-b', unfinished, release]);
    rmSync(unpacked, { recursive: true });
    makeQemuRamdisk(unfinished, release);
    writeFileSync(join(unfinished, 'release'), `${release}\n`);
  });
  return { release, directory };
}

/** The path that there is. */
function one(paths: readonly string[]): string {
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new ToolError(`Debian's packages have none of ${paths.join(', ')}`);
  return path;
}
