import { join } from 'node:path';
import { kernelCache } from '#dist/guest/kernel-cache.js';
import { DebianArchive } from '../packages/debian-archive.js';

/** The first release whose Node is new enough (20.19). */
export const SUITE = 'trixie';

/** What Debian's programs for armhf are named after, and where their libraries lie. */
export const TRIPLET = 'arm-linux-gnueabihf';

let opened: DebianArchive | undefined;

/** Debian's packages for 32-bit ARM. */
export function armhfArchive(): DebianArchive {
  opened ??= new DebianArchive(join(kernelCache(), `apt-${SUITE}-armhf`), [SUITE], 'armhf');
  return opened;
}
