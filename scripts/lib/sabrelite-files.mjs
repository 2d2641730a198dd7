// What the sabrelite guest boots, made of Debian's packages for armhf: kernel, device tree, and a ramdisk with Node.
import { Buffer } from 'node:buffer';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { armhfArchive, armhfRoot } from './armhf-root.mjs';
import { cached } from './kernel-cache.mjs';
import { requirePrograms } from './packages.mjs';
import { output, run, ScriptError } from './run.mjs';

/** What a test of crypto drivers can want, and the watchdog, which is how the board reboots. */
const MODULES = [
  ...['crypto', 'arch/arm/crypto', 'arch/arm/lib', 'lib', 'drivers/crypto', 'drivers/char/hw_random', 'drivers/md'],
  ...['security/keys', 'drivers/dax', 'drivers/watchdog'],
];

/** Where U-Boot puts a kernel on i.MX6, whose memory begins at 0x10000000; TEXT_OFFSET of armmp is 0x208000. */
const LOAD_ADDRESS = '0x10208000';

/** QEMU's Cortex-A9 private timer (hw/timer/arm_mptimer.c, timerblock_scale) runs at this rate, whatever the core does. */
const TIMER_HERTZ = '100000000';
const TIMER = '/soc/timer@a00600';
const CLOCK = '/qemu-timer-clock';

/**
 * Makes the guest ready unless it is.
 *
 * @returns {{release: string, directory: string}}
 */
export function prepareSabrelite() {
  requirePrograms(['qemu-system-arm', 'modprobe', 'cpio', 'xz', 'mkimage', 'fdtput']);
  const root = armhfRoot();
  const release = boardRelease();
  const directory = cached(`sabrelite-${release}`, (unfinished) => {
    const unpacked = join(unfinished, 'unpacked');
    const [file = ''] = armhfArchive().fetch([`linux-image-${release}`]);
    run('dpkg-deb', ['-x', file, unpacked]);
    rmSync(file);
    process.stderr.write('making kernel, device tree and ramdisk\n');
    makeImage(join(unpacked, 'boot', `vmlinuz-${release}`), join(unfinished, 'uImage'));
    const tree = join(unpacked, 'usr/lib', `linux-image-${release}`, 'imx6q-sabrelite.dtb');
    copyFileSync(tree, join(unfinished, 'board.dtb'));
    suitEmulator(join(unfinished, 'board.dtb'));
    makeRamdisk(root, unpacked, release, join(unfinished, 'ramdisk'));
    rmSync(unpacked, { recursive: true });
  });
  return { release, directory };
}

/** Of the kernel that the guest boots, as `uname -r` says it: Debian's latest when it was first asked for. */
export function boardRelease() {
  const directory = cached('latest-armmp', (unfinished) => {
    const debian = armhfArchive();
    const [version = ''] = debian.versions('linux-image-armmp');
    const [image = ''] = debian.depends('linux-image-armmp', version);
    writeFileSync(join(unfinished, 'release'), image.replace('linux-image-', ''));
  });
  return readFileSync(join(directory, 'release'), 'utf8');
}

/** Unpacks the kernel here, where it takes no time. @param {string} compressed a zImage @param {string} image */
function makeImage(compressed, image) {
  const bytes = readFileSync(compressed);
  // The head of a stream with CRC32 checks; the decompressor's own code has the first six bytes of it, too.
  const start = bytes.indexOf(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x01]));
  if (start < 0) throw new ScriptError(`${compressed} holds no kernel compressed with xz`);
  writeFileSync(`${image}.xz`, bytes.subarray(start));
  // What follows the kernel in the image is not xz any more.
  run('sh', ['-c', 'xz -dc --single-stream "$1.xz" >"$1.raw"', 'sh', image]);
  const where = ['-a', LOAD_ADDRESS, '-e', LOAD_ADDRESS];
  run('mkimage', ['-A', 'arm', '-O', 'linux', '-T', 'kernel', '-C', 'none', ...where, '-d', `${image}.raw`, image], {
    quiet: true,
  });
  for (const suffix of ['xz', 'raw']) rmSync(`${image}.${suffix}`);
}

/** Says of the board what is different in the emulator. @param {string} tree */
function suitEmulator(tree) {
  const put = (/** @type {string[]} */ ...args) => run('fdtput', args, { quiet: true });
  // Otherwise every timeout is four times as long: the tree takes the timer's clock from the core's.
  const phandle = freePhandle(tree);
  put('-c', tree, CLOCK);
  put('-t', 's', tree, CLOCK, 'compatible', 'fixed-clock');
  put('-t', 'u', tree, CLOCK, '#clock-cells', '0');
  put('-t', 'u', tree, CLOCK, 'clock-frequency', TIMER_HERTZ);
  put('-t', 'u', tree, CLOCK, 'phandle', phandle);
  put('-t', 'u', tree, TIMER, 'clocks', phandle);
  // All five serial ports, without DMA: the emulator has no SDMA engine, and writing to such a port would never end.
  for (const port of [0, 1, 2, 3, 4]) {
    const node = output('fdtget', [tree, '/aliases', `serial${String(port)}`]).trim();
    put('-t', 's', tree, node, 'status', 'okay');
    const properties = output('fdtget', ['-p', tree, node]).split('\n');
    for (const name of ['dmas', 'dma-names']) if (properties.includes(name)) put('-d', tree, node, name);
  }
}

/** @param {string} tree */
function freePhandle(tree) {
  const source = output('fdtdump', [tree]);
  const used = [...source.matchAll(/phandle = <(0x[0-9a-f]+)>/g)].map(([, number]) => Number(number));
  return String(Math.max(...used) + 1);
}

/** @param {string} root @param {string} unpacked @param {string} release @param {string} ramdisk */
function makeRamdisk(root, unpacked, release, ramdisk) {
  const tree = `${ramdisk}-root`;
  cpSync(root, tree, { recursive: true, verbatimSymlinks: true });
  rmSync(join(tree, 'usr/share/doc'), { recursive: true });
  for (const folder of ['dev', 'proc', 'sys', 'tmp', 'run', 'etc', 'root', 'opt']) mkdirSync(join(tree, folder));
  const modules = join('usr/lib/modules', release);
  for (const part of MODULES) {
    const source = join(unpacked, modules, 'kernel', part);
    if (existsSync(source)) cpSync(source, join(tree, modules, 'kernel', part), { recursive: true });
  }
  for (const name of readdirSync(join(unpacked, modules)).filter((each) => /^modules\.(order|builtin)/.test(each))) {
    cpSync(join(unpacked, modules, name), join(tree, modules, name));
  }
  run('sh', ['-c', 'find "$1" -name "*.ko.xz" -exec xz -d {} +', 'sh', join(tree, modules)]);
  run('depmod', ['-b', tree, release]);
  // Not compressed: unpacking it would take an emulated processor longer than loading it.
  run('sh', ['-c', 'cd "$1" && find . | cpio --quiet -o -H newc -R 0:0 >"$2"', 'sh', tree, ramdisk]);
  rmSync(tree, { recursive: true });
}
