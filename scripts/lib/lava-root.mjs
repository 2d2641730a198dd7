// A private root with LAVA's dispatcher: what a lab's worker runs, without server, systemd and libguestfs.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceLine, suitesOf } from './debian.mjs';
import { cached } from './kernel-cache.mjs';
import { requirePrograms } from './packages.mjs';
import { inProject } from './project.mjs';
import { output, run, ScriptError } from './run.mjs';

/** LAVA 2023.01, whatever this machine runs. */
const SUITE = 'bookworm';

/**
 * What the dispatcher imports and starts. ipxe-qemu is the network card's ROM, without which qemu refuses to start; the
 * last line is what a job for U-Boot and the console of its board would use.
 */
const PACKAGES = [
  ...['aiohttp', 'configobj', 'jinja2', 'magic', 'netifaces', 'pexpect', 'pyudev', 'requests'].map(ofPython),
  ...['setproctitle', 'tz', 'voluptuous', 'yaml'].map(ofPython),
  ...['python3', 'qemu-system-arm', 'ipxe-qemu', 'cpio', 'xz-utils'],
  ...['u-boot-tools', 'udev', 'telnet', 'tftpd-hpa'],
];

/** lava-server for its schemas and templates of devices: none of its 149 packages of dependencies is needed for them. */
const LAVA = ['lava-common', 'lava-dispatcher', 'lava-dispatcher-host', 'lava-server'];

/** Where they are unpacked: onto /, dpkg -x would replace the links /bin and /lib by directories. */
const HOME = '/opt/lava';

/** @param {string} name */
function ofPython(name) {
  return `python3-${name}`;
}

/** Makes the root unless it is there. Needs to be root. @returns {string} */
export function lavaRoot() {
  if (process.getuid?.() !== 0) throw new ScriptError('lava-run mounts and changes its root: run this as root (sudo)');
  requirePrograms(['mmdebstrap', 'unshare']);
  return cached(`lava-${SUITE}`, (unfinished) => {
    process.stderr.write(`making a root with LAVA of Debian ${SUITE}: about a minute, 430 MB\n`);
    // apt of the new root fetches them, so that signatures are checked as everywhere.
    const fetch =
      `cd /tmp && apt-get -qq update && apt-get -qq download ${LAVA.join(' ')} && ` +
      `for package in lava-*.deb; do dpkg-deb -x "$package" ${HOME}; done && rm lava-*.deb && apt-get clean`;
    const options = ['--quiet', '--variant=minbase', '--mode=root', '--aptopt=APT::Install-Recommends "false"'];
    rmSync(unfinished, { recursive: true });
    run(
      'mmdebstrap',
      [
        ...options,
        `--include=${PACKAGES.join(',')}`,
        `--customize-hook=chroot "$1" sh -c '${fetch}'`,
        SUITE,
        unfinished,
        ...suitesOf(SUITE).map((suite) => sourceLine(suite).trim()),
      ],
      { quiet: true },
    );
    // For images that libguestfs opens, of which there are none here; the dispatcher imports it all the same.
    const guestfs = join(unfinished, HOME, 'usr/lib/python3/dist-packages/guestfs.py');
    writeFileSync(guestfs, 'def __getattr__(name):\n    raise AttributeError(name)\n');
  });
}

/**
 * Runs a command in the root, in mounts and processes of its own that end with it.
 *
 * @param {string} root @param {string} work a directory that is /mnt/work there, and the current one
 * @param {readonly string[]} command
 * @returns {string} what it prints
 */
export function inLavaRoot(root, work, command) {
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  return output('unshare', [...namespaces, 'sh', inProject('scripts/lava/in-root.sh'), root, work, ...command]);
}
