import { fork, type ChildProcess } from 'node:child_process';
import { peakResidentKiB } from '../../kernel/thread-state.js';
import { isHostMessage, type CliMessage, type HostMessage } from '../../worker/protocol.js';

/**
 * Collections are small and frequent, and compilation is over before the first operation (see BurstRunner.prepare):
 * helper threads for either would only take the processor away from the workers, and memory from the board.
 */
const HOST_FLAGS = [
  '--expose-gc',
  '--single-threaded-gc',
  '--no-concurrent-recompilation',
  '--no-memory-reducer',
  '--optimize-for-size',
  '--semi-space-growth-factor=1',
];

/**
 * One malloc arena per thread would hold on to megabytes each. And what a burst's tape frees, the next needs again: given
 * back to the system each time, it comes back page fault by page fault, a third of what a burst's start costs.
 */
const HOST_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: String(8 * 1024 * 1024),
  UV_THREADPOOL_SIZE: '1',
};

/** What the host wrote to stderr before it died: V8 says there why it gave up. */
const STDERR_BYTES = 4096;

export interface HostEvents {
  readonly message: (message: HostMessage) => void;
  /** The process is gone; `description` says how: `exit code 1`, `signal SIGKILL`. */
  readonly exit: (description: string, stderr: string) => void;
}

/** The forked process that may get stuck in the kernel. Nothing here ever waits for it. */
export class HostProcess {
  readonly #child: ChildProcess;
  /** Whoever has it; undefined while nobody has. */
  #events: HostEvents | undefined;
  #stderr = '';
  #gone = false;
  #peakKiB = 0;

  /** Absolute path of its main module. */
  readonly main: string;

  constructor(main: string, events: HostEvents) {
    this.main = main;
    this.#events = events;
    this.#child = fork(main, {
      serialization: 'advanced',
      // A session of its own, so that Ctrl-C reaches only the cli process, which ends the host in order.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: HOST_FLAGS,
      env: { ...process.env, ...HOST_ENVIRONMENT },
    });
    this.#child.on('message', (message: unknown) => {
      if (isHostMessage(message)) this.#events?.message(message);
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_BYTES);
    });
    const gone = (description: string): void => {
      if (this.#gone) return;
      this.#gone = true;
      this.#events?.exit(description, this.#stderr);
    };
    this.#child.on('error', (error) => {
      gone(error.message);
    });
    this.#child.on('exit', (code, signal) => {
      gone(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  }

  /** It has ended, or was let go of. */
  get isGone(): boolean {
    return this.#gone;
  }

  /** From now on nobody hears of it: it has finished its task, and waits for the next. */
  detach(): void {
    this.#events = undefined;
  }

  /** Another has it now, and is told that it is ready. */
  attach(events: HostEvents): void {
    this.#events = events;
    queueMicrotask(() => {
      events.message({ kind: 'ready' });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Peak resident memory in KiB, as last seen alive. */
  get peakKiB(): number {
    this.#peakKiB = Math.max(this.#peakKiB, peakResidentKiB(this.pid));
    return this.#peakKiB;
  }

  send(message: CliMessage): void {
    // A channel that closes in between is reported by 'exit'.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /**
   * Lets go of the process for good: killed if it can be killed, and otherwise left to the kernel. A thread in
   * uninterruptible sleep keeps it from dying, so there is no waiting for it.
   */
  abandon(): void {
    this.#gone = true;
    this.#child.kill('SIGKILL');
    if (this.#child.connected) this.#child.disconnect();
    this.#child.stderr?.destroy();
    this.#child.unref();
  }
}
