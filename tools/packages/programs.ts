import { findOnPath } from '#dist/guest/find-on-path.js';
import { note } from '../process/note.js';
import { run } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';

/** Which Debian package brings which program. */
const PACKAGE_OF = {
  'g++': 'g++',
  gcc: 'gcc',
  make: 'make',
  flex: 'flex',
  bison: 'bison',
  bc: 'bc',
  xz: 'xz-utils',
  python3: 'python3',
  'linux.uml': 'user-mode-linux',
  modprobe: 'kmod',
  cpio: 'cpio',
  busybox: 'busybox-static',
  'qemu-system-x86_64': 'qemu-system-x86',
  'stress-ng': 'stress-ng',
  'clang-format': 'clang-format',
  'arm-linux-gnueabihf-gcc': 'gcc-arm-linux-gnueabihf',
  'arm-linux-gnueabihf-g++': 'g++-arm-linux-gnueabihf',
  'aarch64-linux-gnu-g++': 'g++-aarch64-linux-gnu',
  'qemu-arm-static': 'qemu-user-static',
  'qemu-system-arm': 'qemu-system-arm',
  mmdebstrap: 'mmdebstrap',
  unshare: 'util-linux',
  mkimage: 'u-boot-tools',
  fdtput: 'device-tree-compiler',
} as const;

export type Program = keyof typeof PACKAGE_OF;

/** What the uml guest needs. */
export const UML_PROGRAMS: readonly Program[] = ['linux.uml', 'modprobe'];

/**
 * Makes sure that programs are there: installs their Debian packages when this user may. Otherwise throws ToolError that
 * says exactly what to type.
 */
export function requirePrograms(programs: readonly Program[]): void {
  const packages = programs.filter(isMissing).map((program) => PACKAGE_OF[program]);
  if (packages.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  if (findOnPath('apt-get') === undefined) {
    throw new ToolError(`missing: ${packages.join(', ')}; install them and try again`);
  }
  if (process.getuid?.() !== 0) {
    const byHand = `sudo apt-get update && sudo apt-get ${install.join(' ')}`;
    throw new ToolError(`missing packages, install them with:\n  ${byHand}`);
  }
  note(`installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { quiet: true, env });
  run('apt-get', install, { quiet: true, env });
}

/** A user's PATH need not hold sbin. */
function isMissing(program: Program): boolean {
  return findOnPath(program, ['/usr/sbin', '/sbin']) === undefined;
}
