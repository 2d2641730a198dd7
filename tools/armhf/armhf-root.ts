// Programs of Debian for 32-bit ARM: what a board's own distribution would have. Kept with the guests' kernels, outside
// the project.
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { cached } from '../kernel/cached.js';
import { requirePrograms } from '../packages/programs.js';
import { unpack } from '../packages/unpack.js';
import { note } from '../process/note.js';
import { output } from '../process/run.js';
import { armhfArchive, SUITE, TRIPLET } from './armhf-archive.js';
import { librariesOf, LINKER } from './armhf-libraries.js';

const PACKAGES = ['nodejs', 'stress-ng', 'busybox-static', 'kmod', 'dash'];

/** Graphics that stress-ng could stress if a program loaded them: 200 MB. */
const UNUSED = /^(libllvm|mesa-|libegl-mesa|libx11-data|libz3-|libdrm-amdgpu|libdrm-common|node-corepack|gcc-\d+-base)/;

/** kmod is all of them, by the name it is started as. */
const KMOD_NAMES = ['modprobe', 'insmod', 'rmmod', 'lsmod', 'modinfo', 'depmod'];

/**
 * A directory that is the root of a small system: node, stress-ng, kmod, dash and busybox, and the libraries they load.
 * Made ready unless it is.
 */
export function armhfRoot(): string {
  return cached(`root-${SUITE}-armhf`, (unfinished) => {
    requirePrograms(['qemu-arm-static', 'xz']);
    const debian = armhfArchive();
    const packages = PACKAGES.flatMap((name) => debian.closure([name])).filter((name) => !UNUSED.test(name));
    note(`downloading ${PACKAGES.join(', ')} for armhf`);
    const unpacked = join(unfinished, 'unpacked');
    skeleton(unpacked);
    unpack(debian.fetch([...new Set(packages)]), unpacked);
    skeleton(unfinished);
    keepPrograms(unpacked, unfinished);
    keepNode(unpacked, unfinished);
    rmSync(unpacked, { recursive: true });
  });
}

/** /bin, /sbin and /lib are links into /usr, as Debian has them. */
function skeleton(root: string): void {
  for (const name of ['bin', 'sbin', 'lib']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
}

/** Copies the programs and what they load; the rest of their packages is documentation. */
function keepPrograms(from: string, to: string): void {
  mkdirSync(join(to, 'usr/lib', TRIPLET));
  for (const program of ['node', 'stress-ng', 'kmod', 'dash', 'busybox']) {
    copyFileSync(join(from, 'usr/bin', program), join(to, 'usr/bin', program));
  }
  // Not busybox's, which runs its own applets whatever is on the path.
  symlinkSync('dash', join(to, 'usr/bin/sh'));
  for (const name of KMOD_NAMES) symlinkSync('../bin/kmod', join(to, 'usr/sbin', name));
  for (const program of ['node', 'stress-ng', 'kmod']) {
    for (const library of librariesOf(from, join(from, 'usr/bin', program))) {
      copyFileSync(library, join(to, 'usr/lib', TRIPLET, basename(library)));
    }
  }
  copyFileSync(join(from, LINKER), join(to, LINKER));
  const applets = output('qemu-arm-static', [join(to, 'usr/bin/busybox'), '--list']);
  for (const name of applets.trim().split('\n')) {
    const taken = ['usr/bin', 'usr/sbin'].some((folder) => isThere(join(to, folder, name)));
    if (!taken) symlinkSync('busybox', join(to, 'usr/bin', name));
  }
}

function keepNode(from: string, to: string): void {
  // Debian's node reads a part of itself from there when it starts.
  cpSync(join(from, 'usr/share/nodejs'), join(to, 'usr/share/nodejs'), { recursive: true, dereference: true });
  for (const name of readdirSync(join(from, 'usr/share/doc'))) {
    const notice = join('usr/share/doc', name, 'copyright');
    if (existsSync(join(from, notice))) cpSync(join(from, notice), join(to, notice));
  }
  writeFileSync(join(to, 'node-version'), output('qemu-arm-static', ['-L', to, join(to, 'usr/bin/node'), '--version']));
}

/** Also for a link that leads nowhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
