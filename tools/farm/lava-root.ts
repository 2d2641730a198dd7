// A private root with LAVA's dispatcher: what a lab's worker runs, without server, systemd and libguestfs.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { cached } from '../kernel/cached.js';
import { sourceLine, suitesOf } from '../packages/debian-sources.js';
import { requirePrograms } from '../packages/programs.js';
import { note } from '../process/note.js';
import { output, run } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';

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
export const LAVA_HOME = '/opt/lava';

/** Inside: the directory that inLavaRoot is given. */
export const WORK = '/mnt/work';

function ofPython(name: string): string {
  return `python3-${name}`;
}

/** Makes the root unless it is there; returns its path. Needs to be root. */
export function lavaRoot(): string {
  if (process.getuid?.() !== 0) throw new ToolError('lava-run mounts and changes its root: run this as root (sudo)');
  requirePrograms(['mmdebstrap', 'unshare']);
  return cached(`lava-${SUITE}`, (unfinished) => {
    note(`making a root with LAVA of Debian ${SUITE}: about a minute, 430 MB`);
    // apt of the new root fetches them, so that signatures are checked as everywhere.
    const fetch =
      `cd /tmp && apt-get -qq update && apt-get -qq download ${LAVA.join(' ')} && ` +
      `for package in lava-*.deb; do dpkg-deb -x "$package" ${LAVA_HOME}; done && rm lava-*.deb && apt-get clean`;
    const options = ['--quiet', '--variant=minbase', '--mode=root', '--aptopt=APT::Install-Recommends "false"'];
    const what = [`--include=${PACKAGES.join(',')}`, `--customize-hook=chroot "$1" sh -c '${fetch}'`, SUITE];
    rmSync(unfinished, { recursive: true });
    const sources = suitesOf(SUITE).map((suite) => sourceLine(suite).trim());
    run('mmdebstrap', [...options, ...what, unfinished, ...sources], { quiet: true });
    // For images that libguestfs opens, of which there are none here; the dispatcher imports it all the same.
    const guestfs = join(unfinished, LAVA_HOME, 'usr/lib/python3/dist-packages/guestfs.py');
    writeFileSync(guestfs, 'def __getattr__(name):\n    raise AttributeError(name)\n');
  });
}

/**
 * Runs a command in the root, in mounts and processes of its own that end with it; returns what it prints.
 *
 * @param work a directory that is WORK there, and the current one
 */
export function inLavaRoot(root: string, work: string, command: readonly string[]): string {
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  const script = inPackage('tools/farm/lava-root/in-root.sh');
  return output('unshare', [...namespaces, 'sh', script, root, work, ...command]);
}
