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
import { join } from 'node:path';
import { DebianArchive } from './debian.mjs';
import { cacheDirectory, cached } from './kernel-cache.mjs';
import { requirePrograms } from './packages.mjs';
import { output, run, ScriptError } from './run.mjs';

/** The first release whose Node is new enough (20.19). */
const SUITE = 'trixie';
const PROGRAMS = /** @type {const} */ (['nodejs', 'stress-ng', 'busybox-static', 'kmod', 'dash']);

/** Graphics that stress-ng could stress if a program loaded them: 200 MB. */
const UNUSED = /^(libllvm|mesa-|libegl-mesa|libx11-data|libz3-|libdrm-amdgpu|libdrm-common|node-corepack|gcc-\d+-base)/;

/** kmod is all of them, by the name it is started as. */
const KMOD_NAMES = ['modprobe', 'insmod', 'rmmod', 'lsmod', 'modinfo', 'depmod'];

export const TRIPLET = 'arm-linux-gnueabihf';

/** @type {DebianArchive | undefined} */
let opened;

/** Debian's packages for 32-bit ARM. */
export function armhfArchive() {
  opened ??= new DebianArchive(join(cacheDirectory(), `apt-${SUITE}-armhf`), [SUITE], 'armhf');
  return opened;
}

/**
 * A directory that is the root of a small system: node, stress-ng, kmod, dash and busybox, and the libraries they load.
 *
 * @returns {string}
 */
export function armhfRoot() {
  return cached(`root-${SUITE}-armhf`, (unfinished) => {
    requirePrograms(['qemu-arm-static', 'xz']);
    const debian = armhfArchive();
    const packages = PROGRAMS.flatMap((name) => debian.closure([name])).filter((name) => !UNUSED.test(name));
    process.stderr.write(`downloading ${PROGRAMS.join(', ')} for armhf\n`);
    const unpacked = join(unfinished, 'unpacked');
    skeleton(unpacked);
    for (const file of debian.fetch([...new Set(packages)])) {
      run('dpkg-deb', ['-x', file, unpacked]);
      rmSync(file);
    }
    skeleton(unfinished);
    keep(unpacked, unfinished);
    rmSync(unpacked, { recursive: true });
  });
}

/** /bin, /sbin and /lib are links into /usr, as Debian has them. @param {string} root */
function skeleton(root) {
  for (const name of ['bin', 'sbin', 'lib']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
}

/** Copies the programs and what they load; the rest of their packages is documentation. @param {string} from @param {string} to */
function keep(from, to) {
  mkdirSync(join(to, 'usr/lib', TRIPLET));
  for (const program of ['node', 'stress-ng', 'kmod', 'dash', 'busybox']) {
    copyFileSync(join(from, 'usr/bin', program), join(to, 'usr/bin', program));
  }
  // Not busybox's, which runs its own modprobe and the like whatever lies on the path.
  symlinkSync('dash', join(to, 'usr/bin/sh'));
  for (const name of KMOD_NAMES) symlinkSync('../bin/kmod', join(to, 'usr/sbin', name));
  for (const program of ['node', 'stress-ng', 'kmod']) {
    for (const library of librariesOf(from, join(from, 'usr/bin', program))) {
      copyFileSync(library, join(to, 'usr/lib', TRIPLET, library.slice(library.lastIndexOf('/') + 1)));
    }
  }
  const linker = 'usr/lib/ld-linux-armhf.so.3';
  copyFileSync(join(from, linker), join(to, linker));
  for (const name of output('qemu-arm-static', [join(to, 'usr/bin/busybox'), '--list'])
    .trim()
    .split('\n')) {
    const taken = ['usr/bin', 'usr/sbin'].some((folder) => lexists(join(to, folder, name)));
    if (!taken) symlinkSync('busybox', join(to, 'usr/bin', name));
  }
  // Debian's node reads a part of itself from there when it starts.
  cpSync(join(from, 'usr/share/nodejs'), join(to, 'usr/share/nodejs'), { recursive: true, dereference: true });
  for (const name of readdirSync(join(from, 'usr/share/doc'))) {
    const notice = join('usr/share/doc', name, 'copyright');
    if (existsSync(join(from, notice))) cpSync(join(from, notice), join(to, notice));
  }
  writeFileSync(join(to, 'node-version'), output('qemu-arm-static', ['-L', to, join(to, 'usr/bin/node'), '--version']));
}

/** @param {string} path also of a link that leads nowhere */
function lexists(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The files that the dynamic linker would load for a program. @param {string} root @param {string} program */
export function librariesOf(root, program) {
  const linker = join(root, 'usr/lib/ld-linux-armhf.so.3');
  const directories = join(root, 'usr/lib', TRIPLET);
  const list = output('qemu-arm-static', ['-L', root, linker, '--library-path', directories, '--list', program]);
  const missing = /^\s*(\S+) => not found/m.exec(list);
  if (missing !== null) throw new ScriptError(`${program} needs ${String(missing[1])}, which is not in ${root}`);
  const files = [...list.matchAll(/=> (\S+) \(/g)].map(([, file]) => String(file));
  return files.filter((file) => file.startsWith(directories) && existsSync(file));
}
