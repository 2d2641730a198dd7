import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { readOptional } from '../../kernel/read-optional.js';
import { statusField } from '../../kernel/thread-state.js';
import { CommandError, EXIT } from '../../results/exit-code.js';
import { findOnPath } from '../find-on-path.js';
import { inPackage } from '../../package/root.js';
import type { GuestRow } from '../guest.js';
import { runInMachine, type MachineKind } from '../machine.js';
import { moduleFiles } from '../module-files.js';
import { requireX64 } from './x64-only.js';

const MEMORY_MIB = 1024;

export const UML_GUEST: GuestRow = {
  boots: 'user-mode-linux',
  runsHostPrograms: true,
  run: (guest, command, output, signals) => {
    const modules = moduleFiles(guest.modules, umlRelease(), 'uml');
    return runInMachine(umlMachine(), { ...command, modules }, output, signals);
  },
};

/**
 * user-mode-linux: boots in seconds, as an ordinary user, with the host's root as its own. Throws CommandError when it
 * is not installed.
 */
function umlMachine(): MachineKind {
  const binary = findUml();
  const fpState = findFpState();
  return {
    name: 'the uml guest',
    wires: { console: [1, 2, 3], stdout: 4, stderr: 5, control: 6 },
    bootMilliseconds: 120_000,
    graceMilliseconds: 20_000,
    endMilliseconds: 30_000,
    start: (job) =>
      spawn('taskset', [...pinned(), binary, ...kernelArguments(job)], {
        // A group of its own: Ctrl-C is for us, and the kernel is several processes that must die together.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
        // It keeps its management socket below HOME.
        env: { PATH: process.env['PATH'] ?? '', HOME: job, TMPDIR: memoryDirectory(), LD_PRELOAD: fpState },
      }),
  };
}

function kernelArguments(job: string): readonly string[] {
  return [
    `mem=${String(MEMORY_MIB)}M`,
    ...['rootfstype=hostfs', 'root=/dev/root', 'rootflags=/', 'ro', `init=${job}/init/uml.sh`, 'quiet'],
    // The consoles, as our descriptors above: kernel and init, then the command's stdout, stderr, and the control wire.
    ...['con=null', 'con0=null,fd:3', 'con1=null,fd:4', 'con2=null,fd:5', 'con3=fd:6'],
    `afalg_job=${job}`,
  ];
}

/**
 * Every system call in the guest is a hand-over between two processes of the host. On one processor that is a switch;
 * between two it is an interrupt, three times as slow. The guest itself knows only one processor.
 */
function pinned(): readonly string[] {
  return ['--cpu-list', lastProcessor(readOptional('/proc/self/status'))];
}

/** The release of the guest's kernel, as `uname -r` says it there. Throws CommandError when there is no guest. */
function umlRelease(): string {
  const { stdout, error } = spawnSync(findUml(), ['--version'], { encoding: 'utf8', timeout: 10_000 });
  if (error !== undefined) throw new CommandError(EXIT.broken, `linux.uml --version: ${error.message}`);
  return stdout.trim();
}

function findUml(): string {
  requireX64('uml');
  const binary = findOnPath('linux.uml');
  // A user's PATH does not hold sbin; the guest's init has it.
  const modprobe = findOnPath('modprobe', ['/usr/sbin', '/sbin']);
  const missing = [...(binary === undefined ? ['user-mode-linux'] : []), ...(modprobe === undefined ? ['kmod'] : [])];
  if (binary === undefined || missing.length > 0) {
    throw new CommandError(
      EXIT.broken,
      `no uml guest here: apt-get install --no-install-recommends ${missing.join(' ')} (Debian, Ubuntu), or use a kernel with AF_ALG`,
    );
  }
  return binary;
}

/**
 * What is loaded into user-mode-linux so that it runs on a processor with AMX, too: native/uml/fpstate.c. Empty where
 * there is none, and the processor does not need it. Throws CommandError when it does.
 */
function findFpState(): string {
  const places = ['build/Release/uml_fpstate.so', 'prebuilds/linux-x64/uml_fpstate.so'];
  const path = places.map(inPackage).find((place) => existsSync(place));
  if (path === undefined && /^flags\b.* amx_tile\b/m.test(readOptional('/proc/cpuinfo'))) {
    throw new CommandError(
      EXIT.broken,
      `user-mode-linux needs help on a processor with AMX, and ${places.join(' or ')} is missing: run 'npm run build'`,
    );
  }
  return path ?? '';
}

/** The last processor this process may run on: the first one has the most interrupts to serve. */
function lastProcessor(status: string): string {
  return /(\d+)$/.exec(statusField(status, 'Cpus_allowed_list'))?.[1] ?? '0';
}

/**
 * The guest's memory is a file, unlinked at once. On a disk its pages would be written out all the time, and in a
 * container's small /dev/shm they would end in a SIGBUS.
 */
function memoryDirectory(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > (MEMORY_MIB + 64) * 2 ** 20) return '/dev/shm';
  } catch {
    // Then it is the other one.
  }
  return tmpdir();
}
