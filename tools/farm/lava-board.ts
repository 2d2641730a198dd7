import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { makeUImage, UIMAGE_HEADER_BYTES } from '../armhf/uimage.js';
import { prepareSabrelite } from '../guest/sabrelite-guest.js';
import { packRamdisk } from '../kernel/ramdisk.js';
import { requirePrograms } from '../packages/programs.js';
import { shell } from '../process/run.js';

/** The memory of `virt` begins at 0x40000000; TEXT_OFFSET of armmp is 0x208000. */
const LOAD_ADDRESS = '0x40208000';

/**
 * What the emulated board of `npm run test:lava` boots: the sabrelite guest's kernel and system, for QEMU's machine
 * `virt`. Puts uImage and ramdisk.cpio into a directory; returns the kernel's release.
 */
export function makeLavaBoard(directory: string): string {
  requirePrograms(['mkimage', 'cpio']);
  const { release, directory: guest } = prepareSabrelite();
  mkdirSync(directory, { recursive: true });
  const raw = join(directory, 'kernel');
  writeFileSync(raw, readFileSync(join(guest, 'uImage')).subarray(UIMAGE_HEADER_BYTES));
  makeUImage(raw, LOAD_ADDRESS, join(directory, 'uImage'));
  rmSync(raw);
  const tree = join(directory, 'root');
  mkdirSync(tree);
  shell('cd "$1" && cpio --quiet -idm --no-absolute-filenames <"$2"', tree, join(guest, 'ramdisk'));
  cpSync(inPackage('tools/farm/lava-root/init'), join(tree, 'init'));
  // One archive: LAVA unpacks the first of several, and would lose the rest.
  packRamdisk(tree, join(directory, 'ramdisk.cpio'));
  rmSync(tree, { recursive: true });
  return release;
}
