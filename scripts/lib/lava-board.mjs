// What the emulated board of npm run test:lava boots: the sabrelite guest's kernel and system, for QEMU's machine `virt`.
import { Buffer } from 'node:buffer';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirePrograms } from './packages.mjs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';
import { prepareSabrelite } from './sabrelite-files.mjs';

/** Of a legacy U-Boot image (include/image.h of U-Boot). */
const HEADER_BYTES = 64;
/** The memory of `virt` begins at 0x40000000; TEXT_OFFSET of armmp is 0x208000. */
const LOAD_ADDRESS = '0x40208000';

/** Puts uImage and ramdisk.cpio into a directory. @param {string} directory @returns {string} the kernel's release */
export function makeLavaBoard(directory) {
  requirePrograms(['mkimage', 'cpio']);
  const { release, directory: guest } = prepareSabrelite();
  mkdirSync(directory, { recursive: true });
  const raw = join(directory, 'kernel');
  writeFileSync(raw, Buffer.from(readFileSync(join(guest, 'uImage')).subarray(HEADER_BYTES)));
  const where = ['-a', LOAD_ADDRESS, '-e', LOAD_ADDRESS];
  const kind = ['-A', 'arm', '-O', 'linux', '-T', 'kernel', '-C', 'none'];
  run('mkimage', [...kind, ...where, '-d', raw, join(directory, 'uImage')], { quiet: true });
  rmSync(raw);
  const tree = join(directory, 'root');
  mkdirSync(tree);
  const unpack = 'cd "$1" && cpio --quiet -idm --no-absolute-filenames <"$2"';
  run('sh', ['-c', unpack, 'sh', tree, join(guest, 'ramdisk')]);
  cpSync(inProject('scripts/lava/init'), join(tree, 'init'));
  // One archive: LAVA unpacks the first of several, and would lose the rest.
  const pack = 'cd "$1" && find . | cpio --quiet -o -H newc -R 0:0 >"$2"';
  run('sh', ['-c', pack, 'sh', tree, join(directory, 'ramdisk.cpio')]);
  rmSync(tree, { recursive: true });
  return release;
}
