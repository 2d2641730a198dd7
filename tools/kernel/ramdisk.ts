import { shell } from '../process/run.js';

/**
 * Packs a directory as an initial ramdisk. Not compressed: unpacking it would take an emulated processor longer than
 * loading it.
 */
export function packRamdisk(directory: string, ramdisk: string): void {
  shell('cd "$1" && find . | cpio --quiet -o -H newc -R 0:0 >"$2"', directory, ramdisk);
}
