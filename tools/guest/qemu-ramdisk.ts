import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '#dist/guest/find-on-path.js';
import { inPackage } from '#dist/package/root.js';
import { packRamdisk } from '../kernel/ramdisk.js';
import { output, shell } from '../process/run.js';

/** For the host's root over 9p. */
const ROOT_MODULES = ['virtio_pci', '9pnet_virtio', '9p'];
const FOLDERS = ['bin', 'dev', 'proc', 'modules', 'root'];
const APPLETS = ['sh', 'mount', 'insmod', 'switch_root', 'umount'];

/** Puts `initrd` beside the modules of a kernel. */
export function makeQemuRamdisk(directory: string, release: string): void {
  const root = join(directory, 'ramdisk');
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  cpSync(findOnPath('busybox') ?? 'busybox', join(root, 'bin/busybox'), { dereference: true });
  for (const applet of APPLETS) symlinkSync('busybox', join(root, 'bin', applet));
  for (const [index, file] of dependencies(directory, release).entries()) {
    // In the order in which they must be loaded; busybox's insmod does not unpack.
    const target = join(root, 'modules', `${String(index).padStart(2, '0')}.ko`);
    if (file.endsWith('.xz')) shell('xz -dc "$1" >"$2"', file, target);
    else cpSync(file, target);
  }
  cpSync(inPackage('src/guest/init/qemu-ramdisk.sh'), join(root, 'init'));
  chmodSync(join(root, 'init'), 0o755);
  packRamdisk(root, join(directory, 'initrd'));
  rmSync(root, { recursive: true });
}

/** Files of the modules that the root needs, in order. */
function dependencies(directory: string, release: string): readonly string[] {
  const lines = ROOT_MODULES.flatMap((name) =>
    output('modprobe', ['-d', directory, '-S', release, '--show-depends', name]).split('\n'),
  );
  const files = lines.map((line) => /^insmod (\S+)/.exec(line)?.[1] ?? '').filter((file) => file !== '');
  return [...new Set(files)];
}
