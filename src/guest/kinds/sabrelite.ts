import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, EXIT } from '../../results/exit-code.js';
import { inPackage } from '../../package/root.js';
import { findBoardFiles, findBoardPackage } from './board-files.js';
import { cpioArchive, type CpioEntry } from './cpio.js';
import type { GuestEnding } from '../ending.js';
import type { GuestCommand } from '../guest-command.js';
import type { GuestRow, Signals } from '../guest.js';
import type { GuestOutput } from '../job-script.js';
import { runInMachine, type MachineKind } from '../machine.js';
import { moduleFiles } from '../module-files.js';
import { requireQemu, serialPort } from './qemu-program.js';

const QEMU = 'qemu-system-arm';
const INIT = inPackage('src/guest/init');
const CONTROL = 6;

/** The board, emulated: its programs are the package's, see runInSabrelite. */
export const SABRELITE_GUEST: GuestRow = {
  boots: 'the board in qemu',
  runsHostPrograms: false,
  run: (guest, command, output, signals) => {
    const modules = moduleFiles(guest.modules, findBoardFiles().release, 'sabrelite');
    return runInSabrelite({ ...command, modules }, output, signals);
  },
};

/**
 * Boots the imx6q Sabre Lite board under qemu with a Debian kernel, unpacks the board's package there as a user would,
 * runs one command (in whose PATH are node, afalg-stress and stress-ng), and returns how that ended. Nothing is shared
 * with the host but serial lines: of what was in the writable directories before, only the files the command reads are to
 * be seen inside, and what it wrote there comes out when it has ended.
 *
 * @param archives further tar.gz files, to be unpacked at the root
 */
export async function runInSabrelite(
  command: GuestCommand,
  output: GuestOutput,
  signals: Signals,
  archives: readonly string[] = [],
): Promise<GuestEnding> {
  requireQemu(QEMU, 'another --guest');
  const directory = mkdtempSync(join(tmpdir(), 'afalg-sabrelite-'));
  try {
    const windows = join(directory, 'windows.tar');
    const machine = sabreliteMachine(directory, windows, command, [findBoardPackage(), ...archives]);
    const modules = command.modules.map(({ path, parameters }, index) => ({ path: inside(path, index), parameters }));
    const environment = ofTheBoard(command.environment);
    const ending = await runInMachine(machine, { ...command, modules, environment }, output, signals);
    emptyWindows(windows, directory, command);
    return ending;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function sabreliteMachine(
  directory: string,
  windows: string,
  command: GuestCommand,
  archives: readonly string[],
): MachineKind {
  const { kernel, deviceTree, ramdisk } = findBoardFiles();
  return {
    name: 'the sabrelite guest',
    wires: { console: [2, 3], stdout: 4, stderr: 5, control: CONTROL },
    bootMilliseconds: 600_000,
    graceMilliseconds: 120_000,
    endMilliseconds: 180_000,
    start: (job) => {
      const initrd = join(directory, 'initrd');
      writeFileSync(initrd, Buffer.concat([readFileSync(ramdisk), jobArchive(job, command, archives)]));
      return spawn(
        QEMU,
        [
          // Four processors of the board on two of a host stall each other (soft lockups); two do not.
          ...['-M', 'sabrelite', '-smp', '2', '-m', '1G', '-display', 'none', '-no-reboot', '-monitor', 'none'],
          ...['-kernel', kernel, '-dtb', deviceTree, '-initrd', initrd],
          // The console is the second port of the board, as on the real one. More address space for modules and the
          // ramdisk halves the time to boot.
          ...['-append', 'console=ttymxc1,115200 quiet panic=-1 vmalloc=700M'],
          ...[4, 3, 5, CONTROL].flatMap(serialPort),
          ...['-chardev', `file,id=windows,path=${windows}`, '-serial', 'chardev:windows'],
        ],
        {
          // A group of its own: Ctrl-C is for us.
          detached: true,
          stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
        },
      );
    },
  };
}

/** What init and the job need, beside what is the same for every job. */
function jobArchive(job: string, command: GuestCommand, archives: readonly string[]): Buffer {
  const { reads } = command;
  const here = (path: string): string => `host${path}`;
  const file = (path: string, from: string, mode = 0o644): CpioEntry => ({ path, mode, bytes: readFileSync(from) });
  return cpioArchive([
    file('init', join(INIT, 'sabrelite.sh'), 0o755),
    file('common.sh', join(INIT, 'common.sh')),
    { path: 'job', mode: 0o755 },
    file('job/job.sh', join(job, 'job.sh')),
    // qemu's board has no clock that runs on.
    { path: 'job/now', mode: 0o644, bytes: Buffer.from(String(Math.floor(Date.now() / 1000))) },
    { path: 'job/directory', mode: 0o644, bytes: Buffer.from(command.directory) },
    ...directoriesOf(reads.map(here)).map((path) => ({ path, mode: 0o755 })),
    ...reads.map((path) => file(here(path), path)),
    ...archives.map((archive, index) => file(`job/${String(index)}.tar.gz`, archive)),
    ...command.modules.map((_, index) => ({ path: `job/${String(index)}`, mode: 0o755 })),
    ...command.modules.map(({ path }, index) => file(inside(path, index).slice(1), path)),
  ]);
}

/** All that lie above these paths, the upper ones first. */
function directoriesOf(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split('/').slice(0, -1));
  return [...new Set(parts.flatMap((names) => names.map((_, index) => names.slice(0, index + 1).join('/'))))];
}

/** Without what names files of the host. */
function ofTheBoard(environment: GuestCommand['environment']): GuestCommand['environment'] {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(HOME|NODE_\w*)$/.test(name)));
}

/** Where a module of the host is in the guest: by its own name, which common.sh knows vce by. */
function inside(path: string, index: number): string {
  return `/job/${String(index)}/${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** Puts what came out of the guest's writable directories into the host's; not what went in. */
function emptyWindows(archive: string, directory: string, { writable, reads }: GuestCommand): void {
  if (writable.length === 0 || !existsSync(archive) || statSync(archive).size === 0) return;
  const unpacked = join(directory, 'windows');
  mkdirSync(unpacked);
  const { status, stderr } = spawnSync('tar', ['-C', unpacked, '--no-same-owner', '-xf', archive], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new CommandError(EXIT.broken, `the results left the sabrelite guest incomplete: ${stderr.trim()}`);
  }
  for (const [index, target] of writable.entries()) {
    const from = join(unpacked, String(index));
    if (!existsSync(from)) continue;
    cpSync(from, target, { recursive: true, filter: (_, path) => !reads.includes(path) });
  }
}
