// What the sabrelite guest boots, made of Debian's packages for armhf: kernel, device tree, and a ramdisk with Node.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CachedKernel } from '#dist/guest/kernel-cache.js';
import { armhfArchive } from '../armhf/armhf-archive.js';
import { armhfRoot } from '../armhf/armhf-root.js';
import { boardRelease } from '../armhf/board-release.js';
import { makeUImage } from '../armhf/uimage.js';
import { cached } from '../kernel/cached.js';
import { keepModules } from '../kernel/kernel-modules.js';
import { packRamdisk } from '../kernel/ramdisk.js';
import { requirePrograms } from '../packages/programs.js';
import { unpack } from '../packages/unpack.js';
import { note } from '../process/note.js';
import { run, shell } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';
import { suitEmulator } from './sabrelite-tree.js';

/** What a test of crypto drivers can want, and the watchdog, which is how the board reboots. */
const MODULES = [
  ...['crypto', 'arch/arm/crypto', 'arch/arm/lib', 'lib', 'drivers/crypto', 'drivers/char/hw_random', 'drivers/md'],
  ...['security/keys', 'drivers/dax', 'drivers/watchdog'],
];

/** Where U-Boot puts a kernel on i.MX6, whose memory begins at 0x10000000; TEXT_OFFSET of armmp is 0x208000. */
const LOAD_ADDRESS = '0x10208000';

/** Mount points of a ramdisk that is the whole system. */
const FOLDERS = ['dev', 'proc', 'sys', 'tmp', 'run', 'etc', 'root', 'opt'];

/** Makes the guest ready unless it is. */
export function prepareSabrelite(): CachedKernel {
  requirePrograms(['qemu-system-arm', 'modprobe', 'cpio', 'xz', 'mkimage', 'fdtput']);
  const root = armhfRoot();
  const release = boardRelease();
  const directory = cached(`sabrelite-${release}`, (unfinished) => {
    const unpacked = join(unfinished, 'unpacked');
    unpack(armhfArchive().fetch([`linux-image-${release}`]), unpacked);
    note('making kernel, device tree and ramdisk');
    makeImage(join(unpacked, 'boot', `vmlinuz-${release}`), join(unfinished, 'uImage'));
    const tree = join(unfinished, 'board.dtb');
    copyFileSync(join(unpacked, 'usr/lib', `linux-image-${release}`, 'imx6q-sabrelite.dtb'), tree);
    suitEmulator(tree);
    makeRamdisk(root, unpacked, release, join(unfinished, 'ramdisk'));
    rmSync(unpacked, { recursive: true });
  });
  return { release, directory };
}

/**
 * Unpacks the kernel here, where it takes no time.
 *
 * @param compressed a zImage
 */
function makeImage(compressed: string, image: string): void {
  const bytes = readFileSync(compressed);
  // The head of a stream with CRC32 checks; the decompressor's own code has the first six bytes of it, too.
  const start = bytes.indexOf(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x01]));
  if (start < 0) throw new ToolError(`${compressed} holds no kernel compressed with xz`);
  writeFileSync(`${image}.xz`, bytes.subarray(start));
  // What follows the kernel in the image is not xz any more.
  shell('xz -dc --single-stream "$1.xz" >"$1.raw"', image);
  makeUImage(`${image}.raw`, LOAD_ADDRESS, image);
  for (const suffix of ['xz', 'raw']) rmSync(`${image}.${suffix}`);
}

function makeRamdisk(root: string, unpacked: string, release: string, ramdisk: string): void {
  const tree = `${ramdisk}-root`;
  cpSync(root, tree, { recursive: true, verbatimSymlinks: true });
  rmSync(join(tree, 'usr/share/doc'), { recursive: true });
  for (const folder of FOLDERS) mkdirSync(join(tree, folder));
  const modules = join('usr/lib/modules', release);
  keepModules(join(unpacked, modules), join(tree, modules), MODULES);
  shell('find "$1" -name "*.ko.xz" -exec xz -d {} +', join(tree, modules));
  run('depmod', ['-b', tree, release]);
  packRamdisk(tree, ramdisk);
  rmSync(tree, { recursive: true });
}
