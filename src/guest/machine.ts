import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Duplex, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodeOf } from '../kernel/error-code.js';
import { inPackage } from '../package/root.js';
import { isStopped } from '../kernel/thread-state.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import type { KernelDeath } from '../results/kernel-death.js';
import { GuestConsole } from './console.js';
import type { GuestEnding } from './ending.js';
import type { Signals } from './guest.js';
import type { GuestCommand } from './guest-command.js';
import { jobScript, type GuestOutput } from './job-script.js';
import { Patience } from './patience.js';
import { END_IN_ORDER, wireMessage, type WireMessage } from './wire.js';

const POLL_MILLISECONDS = 50;
const POWER_OFF_MILLISECONDS = 20_000;
/** Signals are numbered from here in the exit code of a shell. */
const DIED_BY_SIGNAL = 128;

/** Which descriptors of the machine's process are what. */
export interface Wires {
  /** Kernel and init, the newest of which explain a death. */
  readonly console: readonly number[];
  readonly stdout: number;
  readonly stderr: number;
  /** Both ways: see wire.ts. */
  readonly control: number;
}

/** One kind of guest: how its process is started, with `job` shared with the inside. */
export interface MachineKind {
  /** For people: `the uml guest`. */
  readonly name: string;
  readonly wires: Wires;
  readonly bootMilliseconds: number;
  /** On top of the stall timeout: how long the heartbeat of a healthy guest can be late on a loaded machine. */
  readonly graceMilliseconds: number;
  /** How long a command may take to end in order after a signal. */
  readonly endMilliseconds: number;
  start(job: string): ChildProcess;
}

/**
 * Boots a guest and runs one command in it. Throws CommandError when the guest does not boot or refuses a module, when
 * its emulator dies by itself, and when what it says cannot be understood.
 *
 * @param signals says when a signal came, and whether the command may still end in order
 */
export async function runInMachine(
  kind: MachineKind,
  command: GuestCommand,
  output: GuestOutput,
  signals: Signals,
): Promise<GuestEnding> {
  const job = makeJobDirectory();
  try {
    // By a name that can stand on a kernel's command line, wherever the package is.
    symlinkSync(inPackage('src/guest/init'), join(job, 'init'));
    writeFileSync(join(job, 'job.sh'), jobScript(command, output));
    const machine = new Machine(kind, kind.start(job), output, command.stallMilliseconds);
    signals({
      first: () => {
        machine.endInOrder();
      },
      further: () => {
        machine.endNow();
      },
    });
    return await machine.ended();
  } finally {
    rmSync(job, { recursive: true, force: true });
  }
}

/** A kernel's command line knows no quotes: where TMPDIR has a blank in its name, it is another directory. */
function makeJobDirectory(): string {
  const parent = /^[\w./@%+-]+$/.test(tmpdir()) ? tmpdir() : '/tmp';
  try {
    return mkdtempSync(join(parent, 'afalg-guest-'));
  } catch (thrown) {
    throw new CommandError(
      EXIT.broken,
      `cannot make a directory in ${parent} (${errorCodeOf(thrown)}): set TMPDIR to one that can be written`,
    );
  }
}

/** Why a machine was killed by us. */
type Overdue = 'boot' | 'modules' | 'heartbeat' | 'power-off' | 'end-in-order' | 'second-boot';

class Machine {
  readonly #kind: MachineKind;
  readonly #child: ChildProcess;
  readonly #silenceMilliseconds: number;
  readonly #up: () => void;
  readonly #console = new GuestConsole();
  readonly #said = new Map<WireMessage['kind'], WireMessage>();
  /** Since the start, since the last sign of life, since a signal, and since the command's end. */
  readonly #running: Patience;
  readonly #silent: Patience;
  readonly #ending: Patience;
  readonly #closing: Patience;
  #code: number | undefined;
  #results: string | null = null;
  #refusal: string | undefined;
  #signalled = false;
  #killed: Overdue | 'signal' | undefined;
  #startError: string | undefined;
  #closed = false;

  constructor(kind: MachineKind, child: ChildProcess, output: GuestOutput, stallMilliseconds: number) {
    this.#kind = kind;
    this.#child = child;
    this.#up = output.up ?? (() => undefined);
    this.#silenceMilliseconds = stallMilliseconds + kind.graceMilliseconds;
    const now = performance.now();
    this.#running = new Patience(now);
    this.#silent = new Patience(now);
    this.#ending = new Patience(now);
    this.#closing = new Patience(now);
    child.on('error', (error) => {
      this.#startError = error.message;
      this.#closed = true;
    });
    child.on('exit', () => {
      // uml's helpers and its guest's processes outlive it when it is killed, and hold the pipes open.
      this.#killGroup();
    });
    child.on('close', () => {
      this.#closed = true;
    });
    const { console, stdout, stderr, control } = kind.wires;
    for (const descriptor of console) {
      this.#onOutput(descriptor, (chunk) => {
        this.#console.add(chunk);
      });
    }
    this.#onOutput(stdout, (chunk) => output.stdout.write(chunk));
    this.#onOutput(stderr, (chunk) => output.stderr.write(chunk));
    const wire = this.#pipe(control);
    if (wire instanceof Duplex) {
      const lines = createInterface({ input: wire });
      lines.on('line', (line) => {
        this.#hear(wireMessage(line.replace(/\r+$/, '')));
      });
      lines.on('error', () => undefined);
    }
    // A guest that goes away takes its ends of the pipes along: its exit tells that.
    for (const pipe of this.#pipes) if (pipe instanceof Duplex) pipe.on('error', () => undefined);
  }

  /** Before the command runs there is nothing to end in order. */
  endInOrder(): void {
    this.#signalled = true;
    this.#ending.reset();
    const wire = this.#pipe(this.#kind.wires.control);
    if (this.#said.has('up') && wire instanceof Duplex) wire.write(END_IN_ORDER);
    else this.#kill('signal');
  }

  endNow(): void {
    this.#signalled = true;
    this.#kill('signal');
  }

  async ended(): Promise<GuestEnding> {
    while (!this.#closed) {
      const now = performance.now();
      const stopped = this.#child.pid !== undefined && isStopped(this.#child.pid);
      for (const clock of [this.#running, this.#silent, this.#ending, this.#closing]) clock.tick(now, stopped);
      const overdue = this.#overdue();
      if (overdue !== undefined) this.#kill(overdue);
      await sleep(POLL_MILLISECONDS);
    }
    return this.#conclude();
  }

  #hear(message: WireMessage): void {
    this.#silent.reset();
    if (message.kind === 'booted') {
      if (this.#said.has('booted')) this.#kill('second-boot');
      else this.#console.forget();
    }
    this.#said.set(message.kind, message);
    if (message.kind === 'up') this.#up();
    if (message.kind === 'results') this.#results = message.name;
    if (message.kind === 'refusal') this.#refusal = message.reason;
    if (message.kind !== 'exit') return;
    this.#code = message.code;
    this.#closing.reset();
  }

  /** Nothing is waited for without a bound. */
  #overdue(): Overdue | undefined {
    const { bootMilliseconds, endMilliseconds } = this.#kind;
    if (this.#code !== undefined) return this.#closing.milliseconds > POWER_OFF_MILLISECONDS ? 'power-off' : undefined;
    if (this.#signalled) return this.#ending.milliseconds > endMilliseconds ? 'end-in-order' : undefined;
    if (!this.#said.has('up') && this.#running.milliseconds > bootMilliseconds) {
      return this.#said.has('booted') ? 'modules' : 'boot';
    }
    return this.#said.has('booted') && this.#silent.milliseconds > this.#silenceMilliseconds ? 'heartbeat' : undefined;
  }

  #conclude(): GuestEnding {
    const { name, bootMilliseconds } = this.#kind;
    const seconds = String(bootMilliseconds / 1000);
    if (this.#startError !== undefined) throw new CommandError(EXIT.broken, `${name}: ${this.#startError}`);
    if (this.#killed === 'signal' || this.#killed === 'end-in-order') return { kind: 'exit', code: EXIT.interrupted };
    if (this.#refusal !== undefined) throw new CommandError(EXIT.nothingTested, this.#refusal);
    if (this.#code !== undefined) return { kind: 'exit', code: this.#codeOf(this.#code) };
    const garbled = this.#said.get('garbled');
    if (garbled?.kind === 'garbled' && garbled.line.startsWith('exit')) {
      throw this.#failure(`${name} gave no exit code but '${garbled.line}'`);
    }
    if (!this.#said.has('booted')) {
      throw this.#failure(
        this.#killed === 'boot' ? `${name} did not boot within ${seconds} s` : `${name} did not boot`,
      );
    }
    // First of all: a machine may stand still after a panic, or start again.
    const { panic } = this.#console;
    if (panic !== undefined) return this.#died('panic', panic.line, panic.report);
    if (this.#killed === 'heartbeat') return this.#died('standstill', `no sign of life for ${this.#silentSeconds} s`);
    if (this.#killed === 'modules') return this.#died('standstill', `a module was not loaded within ${seconds} s`);
    if (this.#killed === 'second-boot' || this.#child.exitCode === 0) {
      return this.#died('reset', 'the kernel reset its machine');
    }
    const { exitCode, signalCode } = this.#child;
    throw this.#failure(
      `${name}'s emulator ended (${signalCode ?? `exit code ${String(exitCode)}`}), which says nothing about the kernel`,
    );
  }

  /** A command that dies by the signal we sent was interrupted before it could catch it. */
  #codeOf(code: number): number {
    return this.#signalled && code > DIED_BY_SIGNAL ? EXIT.interrupted : code;
  }

  #died(kind: KernelDeath['kind'], line: string, report: readonly string[] = []): GuestEnding {
    const death: KernelDeath = {
      kind,
      guest: this.#kind.name,
      time: Date.now(),
      line,
      report,
      console: this.#console.lines,
      silentMilliseconds: Math.round(this.#silent.milliseconds),
      results: this.#results,
    };
    return { kind: 'kernel-died', death };
  }

  get #silentSeconds(): string {
    return (this.#silent.milliseconds / 1000).toFixed(0);
  }

  #kill(why: Overdue | 'signal'): void {
    this.#killed ??= why;
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
    return new CommandError(EXIT.broken, `${what}; its console ends: ${this.#console.end}`);
  }

  #onOutput(descriptor: number, listener: (chunk: Buffer) => void): void {
    const pipe = this.#pipe(descriptor);
    if (pipe instanceof Readable) pipe.on('data', listener);
  }

  get #pipes(): readonly unknown[] {
    return this.#child.stdio;
  }

  /** Our end of a descriptor of the child; @types/node knows the first five only. */
  #pipe(descriptor: number): unknown {
    return this.#pipes[descriptor];
  }
}
