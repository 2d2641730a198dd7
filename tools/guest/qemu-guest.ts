// A Debian kernel made ready for the qemu guest: image, modules, and an initial ramdisk that mounts the host's root.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CachedKernel } from '#dist/guest/kernel-cache.js';
import { cached } from '../kernel/cached.js';
import { keepModules } from '../kernel/kernel-modules.js';
import { archiveOf, releaseOf, seriesOf } from '../kernel/kernel-series.js';
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
 * @param kernel `6.1`, `6.12`, or a release
 */
export function prepareQemuKernel(kernel: string): CachedKernel {
  const series = seriesOf(kernel);
  requirePrograms(['qemu-system-x86_64', 'modprobe', 'cpio', 'busybox', 'xz']);
  const release = releaseOf(kernel);
  const directory = cached(`qemu-${release}`, (unfinished) => {
    const name = `linux-image-${release}`;
    const debian = archiveOf(series);
    const [version] = debian.versions(name);
    if (version === undefined) throw new ToolError(`Debian has no ${name} any more; for the latest: ${series}`);
    const files = debian.download([name], version);
    note('unpacking it');
    const unpacked = join(unfinished, 'unpacked');
    unpack(files, unpacked);
    renameSync(join(unpacked, 'boot', `vmlinuz-${release}`), join(unfinished, 'vmlinuz'));
    const modules = join('lib/modules', release);
    // Later Debians have no /lib of their own.
    const source = [unpacked, join(unpacked, 'usr')]
      .map((root) => join(root, modules))
      .find((path) => existsSync(path));
    keepModules(source ?? '', join(unfinished, modules), MODULES);
    run('depmod', ['-b', unfinished, release]);
    rmSync(unpacked, { recursive: true });
    makeQemuRamdisk(unfinished, release);
    writeFileSync(join(unfinished, 'release'), `${release}\n`);
  });
  return { release, directory };
}
