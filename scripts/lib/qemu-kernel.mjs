// A Debian kernel made ready for the qemu guest: image, modules, and an initial ramdisk that mounts the host's root.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { archiveOf, cached, releaseOf, seriesOf } from './kernel-cache.mjs';
import { requirePrograms } from './packages.mjs';
import { inProject } from './project.mjs';
import { output, run, ScriptError } from './run.mjs';

/** What a test of crypto drivers can want; the rest of the modules would be 400 MB. */
const MODULES = [
  ...['crypto', 'lib', 'arch/x86/crypto', 'fs/9p', 'fs/netfs', 'fs/fscache', 'net/9p', 'drivers/virtio', 'drivers/md'],
  ...['drivers/block', 'drivers/char/hw_random', 'drivers/char/tpm', 'drivers/dax', 'security/keys'],
];
/** For the host's root over 9p. */
const ROOT_MODULES = ['virtio_pci', '9pnet_virtio', '9p'];

/**
 * Makes a kernel ready unless it is.
 *
 * @param {string} kernel `6.1`, `6.12`, or a release
 * @returns {{release: string, directory: string}}
 */
export function prepareQemuKernel(kernel) {
  const series = seriesOf(kernel);
  requirePrograms(['qemu-system-x86_64', 'modprobe', 'cpio', 'busybox', 'xz']);
  const release = releaseOf(kernel);
  const directory = cached(`qemu-${release}`, (unfinished) => {
    const name = `linux-image-${release}`;
    const debian = archiveOf(series);
    const [version] = debian.versions(name);
    if (version === undefined) throw new ScriptError(`Debian has no ${name} any more; for the latest: ${series}`);
    const [file = ''] = debian.download([name], version);
    process.stderr.write('unpacking it\n');
    const unpacked = join(unfinished, 'unpacked');
    run('dpkg-deb', ['-x', file, unpacked]);
    rmSync(file);
    renameSync(join(unpacked, 'boot', `vmlinuz-${release}`), join(unfinished, 'vmlinuz'));
    keepModules(unpacked, unfinished, release);
    rmSync(unpacked, { recursive: true });
    makeRamdisk(unfinished, release);
  });
  return { release, directory };
}

/** @param {string} from @param {string} to @param {string} release */
function keepModules(from, to, release) {
  const path = join('lib/modules', release);
  const source = existsSync(join(from, path)) ? join(from, path) : join(from, 'usr', path);
  for (const part of MODULES) {
    const folder = join(source, 'kernel', part);
    if (existsSync(folder)) cpSync(folder, join(to, path, 'kernel', part), { recursive: true });
  }
  for (const name of readdirSync(source).filter((each) => /^modules\.(order|builtin)/.test(each))) {
    cpSync(join(source, name), join(to, path, name));
  }
  run('depmod', ['-b', to, release]);
}

/** @param {string} directory @param {string} release */
function makeRamdisk(directory, release) {
  const root = join(directory, 'ramdisk');
  for (const folder of ['bin', 'dev', 'proc', 'modules', 'root']) mkdirSync(join(root, folder), { recursive: true });
  cpSync(output('sh', ['-c', 'command -v busybox']).trim(), join(root, 'bin/busybox'), { dereference: true });
  for (const applet of ['sh', 'mount', 'insmod', 'switch_root', 'umount'])
    symlinkSync('busybox', join(root, 'bin', applet));
  const files = dependencies(directory, release);
  files.forEach((file, index) => {
    // In the order in which they must be loaded; busybox's insmod does not unpack.
    const target = join(root, 'modules', `${String(index).padStart(2, '0')}.ko`);
    if (file.endsWith('.xz')) run('sh', ['-c', 'xz -dc "$1" >"$2"', 'sh', file, target]);
    else cpSync(file, target);
  });
  cpSync(inProject('src/guest/init/qemu-ramdisk.sh'), join(root, 'init'));
  chmodSync(join(root, 'init'), 0o755);
  // Not compressed: unpacking it would take an emulated processor longer than loading it.
  run('sh', ['-c', 'cd "$1" && find . | cpio --quiet -o -H newc >"$2"', 'sh', root, join(directory, 'initrd')]);
  rmSync(root, { recursive: true });
  writeFileSync(join(directory, 'release'), `${release}\n`);
}

/** Files of the modules that the root needs, in order. @param {string} directory @param {string} release */
function dependencies(directory, release) {
  const lines = ROOT_MODULES.flatMap((name) =>
    output('modprobe', ['-d', directory, '-S', release, '--show-depends', name]).split('\n'),
  );
  const files = lines.map((line) => /^insmod (\S+)/.exec(line)?.[1] ?? '').filter((file) => file !== '');
  return [...new Set(files)];
}
