import { run } from '../process/run.js';

/** Bytes before the kernel in a legacy U-Boot image (include/image.h of U-Boot). */
export const UIMAGE_HEADER_BYTES = 64;

/**
 * A U-Boot image of a kernel for ARM.
 *
 * @param kernel not compressed
 * @param address where it is loaded and entered, as mkimage takes it
 */
export function makeUImage(kernel: string, address: string, image: string): void {
  const kind = ['-A', 'arm', '-O', 'linux', '-T', 'kernel', '-C', 'none'];
  run('mkimage', [...kind, '-a', address, '-e', address, '-d', kernel, image], { quiet: true });
}
