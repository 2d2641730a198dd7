import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { readOptional } from '../kernel/read-optional.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import type { Signals } from './guest.js';
import type { GuestCommand } from './guest-command.js';
import { jobScript, type GuestOutput } from './job-script.js';

const POLL_MILLISECONDS = 50;
const POWER_OFF_MILLISECONDS = 20_000;
const CONSOLE_BYTES = 16 * 1024;

/** Which descriptors of the machine's process are what. */
export interface Wires {
  /** Kernel and init, the newest of which explain a death. */
  readonly console: readonly number[];
  readonly stdout: number;
  readonly stderr: number;
  /** Takes names of signals. */
  readonly control: number;
}

/** One kind of guest: how its process is started, with `job` shared with the inside. */
export interface MachineKind {
  /** For people: `the uml guest`. */
  readonly name: string;
  readonly wires: Wires;
  readonly bootMilliseconds: number;
  start(job: string): ChildProcess;
}

/**
 * Boots a guest, runs one command in it, and returns that command's exit code. Throws CommandError when the guest does
 * not boot, refuses a module, or dies.
 *
 * @param signals says which signal to send to the command, and when; a second one of a kind kills the guest
 */
export async function runInMachine(
  kind: MachineKind,
  command: GuestCommand,
  output: GuestOutput,
  signals: Signals,
): Promise<number> {
  const job = mkdtempSync(join(tmpdir(), 'afalg-guest-'));
  try {
    writeFileSync(join(job, 'job.sh'), jobScript(command, output));
    const machine = new Machine(kind, job, output);
    signals((signal) => {
      machine.signal(signal);
    });
    return await machine.exitCode();
  } finally {
    rmSync(job, { recursive: true, force: true });
  }
}

class Machine {
  readonly #kind: MachineKind;
  readonly #child: ChildProcess;
  readonly #job: string;
  readonly #signalled = new Set<string>();
  #console = '';
  #closed = false;
  #killed = false;

  constructor(kind: MachineKind, job: string, output: GuestOutput) {
    this.#kind = kind;
    this.#job = job;
    this.#child = kind.start(job);
    this.#child.on('error', (error) => {
      this.#console += error.message;
      this.#closed = true;
    });
    this.#child.on('exit', () => {
      // uml's helpers and its guest's processes outlive it when it is killed, and hold the pipes open.
      this.#killGroup();
    });
    this.#child.on('close', () => {
      this.#closed = true;
    });
    const keep = (chunk: Buffer): void => {
      this.#console = (this.#console + chunk.toString('latin1')).slice(-CONSOLE_BYTES);
    };
    const { console, stdout, stderr } = kind.wires;
    for (const descriptor of console) this.#onOutput(descriptor, keep);
    this.#onOutput(stdout, (chunk) => output.stdout.write(chunk));
    this.#onOutput(stderr, (chunk) => output.stderr.write(chunk));
  }

  /** Passes a signal on; a second one of the same kind ends the guest at once. */
  signal(signal: NodeJS.Signals): void {
    if (this.#signalled.has(signal)) {
      this.#kill();
      return;
    }
    this.#signalled.add(signal);
    const control = this.#pipe(this.#kind.wires.control);
    if (control instanceof Writable) control.write(`${signal.replace(/^SIG/, '')}\n`);
  }

  async exitCode(): Promise<number> {
    const { name, bootMilliseconds } = this.#kind;
    const bootEnd = performance.now() + bootMilliseconds;
    while (!this.#closed && !existsSync(join(this.#job, 'up'))) {
      if (performance.now() > bootEnd) {
        this.#kill();
        throw this.#failure(`${name} did not boot within ${String(bootMilliseconds / 1000)} s`);
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
    const refusal = readOptional(join(this.#job, 'refusal'));
    if (refusal !== '') throw new CommandError(EXIT.nothingTested, refusal);
    let code: string;
    try {
      code = readFileSync(join(this.#job, 'exit'), 'utf8').trim();
    } catch {
      throw this.#failure(`${name} died`);
    }
    return Number(code);
  }

  #kill(): void {
    this.#killed = true;
    this.#killGroup();
  }

  #killGroup(): void {
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
