import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readOptional } from '../kernel/read-optional.js';
import { statusField } from '../kernel/thread-state.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { shellQuoted, type GuestCommand } from './guest-command.js';

/** Next to this file's source: the guest reads it from the host's root. */
const INIT = fileURLToPath(new URL('../../src/guest/uml-init.sh', import.meta.url));
const MEMORY_MIB = 1024;
const BOOT_MILLISECONDS = 120_000;
const POWER_OFF_MILLISECONDS = 20_000;
const POLL_MILLISECONDS = 50;
const CONSOLE_BYTES = 16 * 1024;

/** Where a guest's output goes, and whether that is a terminal. */
export interface GuestOutput {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * Boots user-mode-linux, runs one command in it, and returns that command's exit code. Boots in seconds, as an
 * ordinary user, with the host's root as its own. Throws CommandError when there is no guest to be had.
 *
 * @param signals tells when to send the command which signal; a second one of a kind kills the guest
 */
export async function runInUml(
  command: GuestCommand,
  output: GuestOutput,
  signals: (listener: (signal: NodeJS.Signals) => void) => void,
): Promise<number> {
  const binary = findUml();
  const job = mkdtempSync(join(tmpdir(), 'afalg-uml-'));
  try {
    writeFileSync(join(job, 'job.sh'), jobScript(command, output));
    const guest = new UmlGuest(binary, job, output);
    signals((signal) => {
      guest.signal(signal);
    });
    return await guest.exitCode();
  } finally {
    rmSync(job, { recursive: true, force: true });
  }
}

function findUml(): string {
  if (arch() !== 'x64') {
    throw new CommandError(
      EXIT.nothingTested,
      `the uml guest runs on x86-64 only, and this is ${arch()}: use a kernel with AF_ALG and --guest none`,
    );
  }
  const find = (name: string, directories: readonly string[]): string | undefined =>
    directories.map((directory) => join(directory, name)).find((path) => existsSync(path));
  const path = (process.env['PATH'] ?? '').split(':').filter((directory) => directory !== '');
  const binary = find('linux.uml', path);
  // A user's PATH does not hold sbin; the guest's init has it.
  const modprobe = find('modprobe', [...path, '/usr/sbin', '/sbin']);
  const missing = [...(binary === undefined ? ['user-mode-linux'] : []), ...(modprobe === undefined ? ['kmod'] : [])];
  if (binary === undefined || missing.length > 0) {
    throw new CommandError(
      EXIT.nothingTested,
      `no uml guest here: apt-get install --no-install-recommends ${missing.join(' ')} (Debian, Ubuntu), or use a kernel with AF_ALG`,
    );
  }
  return binary;
}

function jobScript(command: GuestCommand, { stdout, stderr }: GuestOutput): string {
  const size = stderr.isTTY && stderr.columns > 0 ? `cols ${String(stderr.columns)} rows ${String(stderr.rows)}` : '';
  return [
    `stdout_is_terminal=${stdout.isTTY ? '1' : '0'}`,
    `stderr_is_terminal=${stderr.isTTY ? '1' : '0'}`,
    'windows() {',
    ...command.writable.map((directory) => `  window ${shellQuoted(directory)}`),
    ...(size === '' ? [] : [`  stty -F /dev/tty1 ${size}`, `  stty -F /dev/tty2 ${size}`]),
    '  :',
    '}',
    'command() {',
    ...Object.entries(command.environment).map(([name, value]) => `  export ${name}=${shellQuoted(value)}`),
    `  cd ${shellQuoted(command.directory)} || exit 127`,
    `  exec ${command.argv.map(shellQuoted).join(' ')}`,
    '}',
    '',
  ].join('\n');
}

class UmlGuest {
  readonly #child: ChildProcess;
  readonly #job: string;
  readonly #signalled = new Set<string>();
  #console = '';
  #closed = false;
  #killed = false;

  constructor(binary: string, job: string, output: GuestOutput) {
    this.#job = job;
    this.#child = spawn(
      'taskset',
      [
        // Every system call in the guest is a hand-over between two processes of the host. On one processor that is a
        // switch; between two it is an interrupt, three times as slow. The guest itself knows only one processor.
        ...['--cpu-list', lastProcessor(readOptional('/proc/self/status')), binary],
        `mem=${String(MEMORY_MIB)}M`,
        ...['rootfstype=hostfs', 'root=/dev/root', 'rootflags=/', 'ro', `init=${INIT}`, 'quiet'],
        // The consoles, as our descriptors below: kernel and init, then the command's stdout, stderr, and signals.
        ...['con=null', 'con0=null,fd:3', 'con1=null,fd:4', 'con2=null,fd:5', 'con3=fd:6,null'],
        `afalg_job=${job}`,
      ],
      {
        // A group of its own: Ctrl-C is for us, and the kernel is several processes that must die together.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
        // It keeps its management socket below HOME.
        env: { PATH: process.env['PATH'] ?? '', HOME: job, TMPDIR: memoryDirectory() },
      },
    );
    this.#child.on('error', (error) => {
      this.#console += error.message;
      this.#closed = true;
    });
    this.#child.on('close', () => {
      this.#closed = true;
    });
    const keep = (chunk: Buffer): void => {
      this.#console = (this.#console + chunk.toString('latin1')).slice(-CONSOLE_BYTES);
    };
    for (const descriptor of [1, 2, 3]) this.#onOutput(descriptor, keep);
    this.#onOutput(4, (chunk) => output.stdout.write(chunk));
    this.#onOutput(5, (chunk) => output.stderr.write(chunk));
  }

  /** Passes a signal on; a second one of the same kind ends the guest at once. */
  signal(signal: NodeJS.Signals): void {
    if (this.#signalled.has(signal)) {
      this.#kill();
      return;
    }
    this.#signalled.add(signal);
    const control = this.#pipe(6);
    if (control instanceof Writable) control.write(`${signal.replace(/^SIG/, '')}\n`);
  }

  async exitCode(): Promise<number> {
    const bootEnd = performance.now() + BOOT_MILLISECONDS;
    while (!this.#closed && !existsSync(join(this.#job, 'up'))) {
      if (performance.now() > bootEnd) {
        this.#kill();
        throw this.#failure(`the uml guest did not boot within ${String(BOOT_MILLISECONDS / 1000)} s`);
      }
      await sleep(POLL_MILLISECONDS);
    }
    // From here on the command decides how long it takes.
    let powerOffEnd: number | undefined;
    while (!this.#closed) {
      if (powerOffEnd === undefined && existsSync(join(this.#job, 'exit'))) {
        powerOffEnd = performance.now() + POWER_OFF_MILLISECONDS;
      }
      if (powerOffEnd !== undefined && performance.now() > powerOffEnd) this.#kill();
      await sleep(POLL_MILLISECONDS);
    }
    if (this.#killed && this.#signalled.size > 0) return EXIT.interrupted;
    let code: string;
    try {
      code = readFileSync(join(this.#job, 'exit'), 'utf8').trim();
    } catch {
      throw this.#failure('the uml guest died');
    }
    return Number(code);
  }

  #kill(): void {
    this.#killed = true;
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }

  #failure(what: string): CommandError {
    const lines = this.#console.split('\n').map((line) => line.trim());
    const last = lines.filter((line) => line !== '').slice(-3);
    return new CommandError(
      EXIT.broken,
      `${what}; its console ends: ${last.length === 0 ? '(nothing)' : last.join(' | ')}`,
    );
  }

  #onOutput(descriptor: number, listener: (chunk: Buffer) => void): void {
    const pipe = this.#pipe(descriptor);
    if (pipe instanceof Readable) pipe.on('data', listener);
  }

  /** Our end of a descriptor of the child; @types/node knows the first five only. */
  #pipe(descriptor: number): unknown {
    const pipes: readonly unknown[] = this.#child.stdio;
    return pipes[descriptor];
  }
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
