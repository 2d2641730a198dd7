import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run, ScriptError } from './run.mjs';

/** Which Debian package brings which program. */
const PACKAGE_OF = /** @type {const} */ ({
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
});

/** @typedef {keyof typeof PACKAGE_OF} Program */

/**
 * Makes sure that programs are there: installs their Debian packages when this user may, and otherwise says exactly
 * what to type.
 *
 * @param {readonly Program[]} programs
 */
export function requirePrograms(programs) {
  const packages = programs.filter((program) => find(program) === undefined).map((program) => PACKAGE_OF[program]);
  if (packages.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const byHand = `sudo apt-get update && sudo apt-get ${install.join(' ')}`;
  if (find('apt-get') === undefined)
    throw new ScriptError(`missing: ${packages.join(', ')}; install them and try again`);
  if (process.getuid?.() !== 0) throw new ScriptError(`missing packages, install them with:\n  ${byHand}`);
  process.stderr.write(`installing ${packages.join(', ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { quiet: true, env });
  run('apt-get', install, { quiet: true, env });
}

/**
 * Whether this kernel lets us open an AF_ALG socket. Python, because the addon is not built yet.
 */
export function hasAfAlg() {
  const probe = 'import socket; socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET, 0).close()';
  return spawnSync('python3', ['-c', probe], { stdio: 'ignore' }).status === 0;
}

/** @param {string} program */
function find(program) {
  const directories = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return directories.map((directory) => join(directory, program)).find((path) => existsSync(path));
}
