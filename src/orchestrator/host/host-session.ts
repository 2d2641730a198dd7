import type { SyscallFailure } from '../../afalg/syscall-failure.js';
import { isStopped } from '../../kernel/thread-state.js';
import type { CryptoEntry } from '../../kernel/proc-crypto.js';
import type { OperationFinding, SetupFinding } from '../../results/finding.js';
import type { Heartbeat, HostMessage, WorkerSnapshot } from '../../worker/protocol.js';
import type { HostEnd } from './host-end.js';
import type { HostProgram } from './host-program.js';
import type { HostProcess } from './host-process.js';
import type { Hosts } from './hosts.js';
import { START_MILLISECONDS, Watchdog } from './watchdog.js';

const TICK_MILLISECONDS = 250;

export type BindResult =
  | { readonly kind: 'bound'; readonly driver: CryptoEntry | null; readonly messageBudget: number }
  | { readonly kind: 'cannot-bind'; readonly failure: SyscallFailure };

type FromWorker = Extract<HostMessage, { kind: 'worker' }>['message'];

export interface SessionEvents {
  readonly heartbeat: (heartbeat: Heartbeat) => void;
  /** @param workers where every worker stood */
  readonly finding: (
    finding: OperationFinding | SetupFinding,
    worker: number,
    workers: readonly WorkerSnapshot[],
  ) => void;
  readonly burst: (worker: number, burst: number, operations: number) => void;
  /** Four times a second, whatever the host does. */
  readonly tick: () => void;
}

/** One host process from its start to its end, under a watchdog. All waiting is for `ended`, which is bounded. */
export class HostSession {
  /** Settles once, when the host is done, hung, dead or broken. Never rejects. */
  readonly ended: Promise<HostEnd>;
  readonly #host: HostProcess;
  readonly #hosts: Hosts;
  /** It has said that it is done. */
  #isIdle = false;
  readonly #events: SessionEvents;
  readonly #stallMilliseconds: number;
  readonly #watchdog: Watchdog;
  readonly #timer: NodeJS.Timeout;
  readonly #prepared = new Set<number>();
  /** When the first worker was told to go; undefined before. */
  #began: number | undefined;
  readonly #started: Promise<void>;
  #start: () => void = () => undefined;
  #end: (end: HostEnd) => void = () => undefined;
  #answer: ((result: BindResult) => void) | undefined;
  #whenReached: (() => void) | undefined;

  constructor({ main, task }: HostProgram, stallMilliseconds: number, hosts: Hosts, events: SessionEvents) {
    this.#events = events;
    this.#hosts = hosts;
    this.#stallMilliseconds = stallMilliseconds;
    this.#watchdog = new Watchdog(stallMilliseconds);
    this.ended = new Promise((resolve) => {
      this.#end = (end): void => {
        clearInterval(this.#timer);
        resolve(end);
      };
    });
    this.#started = new Promise((resolve) => {
      this.#start = resolve;
    });
    this.#host = hosts.lease(main, {
      message: (message) => {
        switch (message.kind) {
          case 'ready':
            this.#host.send({ kind: 'start', task });
            this.#start();
            break;
          case 'heartbeat':
            this.#watchdog.observe(message);
            events.heartbeat(message);
            break;
          case 'worker':
            this.#fromWorker(message.worker, message.message);
            break;
          case 'finding':
            events.finding(message.finding, message.worker, message.workers);
            break;
          case 'done':
            this.#isIdle = true;
            this.#end({ kind: 'done' });
            break;
        }
      },
      exit: (description, stderr) => {
        this.#end({ kind: 'died', description, stderr });
      },
    });
    this.#timer = setInterval(() => {
      events.tick();
      const stall = this.#watchdog.tick(performance.now(), isStopped(this.#host.pid));
      if (stall !== undefined) this.#end({ kind: 'hung', stall });
    }, TICK_MILLISECONDS);
  }

  get pid(): number {
    return this.#host.pid;
  }

  get peakKiB(): number {
    return this.#host.peakKiB;
  }

  /**
   * Waits until so many workers are bound, and ready to go. False when the host ended first.
   */
  async prepared(workers: number): Promise<boolean> {
    const all = new Promise<boolean>((resolve) => {
      this.#whenReached = (): void => {
        if (this.#prepared.size >= workers) resolve(true);
      };
      this.#whenReached();
    });
    return Promise.race([all, this.ended.then(() => false)]);
  }

  /** Makes one worker's thread, and lets it bind. One at a time, so that a reference count that rises belongs to it. */
  async bind(worker: number): Promise<BindResult | undefined> {
    const result = new Promise<BindResult>((resolve) => {
      this.#answer = resolve;
    });
    await Promise.race([this.#started, this.ended]);
    this.#host.send({ kind: 'bind', worker });
    // While it binds the watchdog looks after it; nobody does while its thread starts.
    const limit = START_MILLISECONDS + this.#stallMilliseconds;
    const late = setTimeout(() => {
      const seconds = String(limit / 1000);
      this.#end({ kind: 'failed', message: `worker ${String(worker)} did not bind within ${seconds} s`, stack: '' });
    }, limit);
    const end = await Promise.race([result, this.ended.then(() => undefined)]);
    clearTimeout(late);
    return end;
  }

  /** Lets those go that are ready, and the others as soon as they are. */
  go(): void {
    this.#began = Date.now();
    for (const worker of this.#prepared) this.#host.send({ kind: 'go', worker, began: this.#began });
  }

  /** Nobody else will join. */
  allHere(): void {
    this.#host.send({ kind: 'all-here' });
  }

  stored(worker: number): void {
    this.#host.send({ kind: 'stored', worker });
  }

  /** Asks the workers to finish; `ended` says how that went. */
  stop(): void {
    this.#host.send({ kind: 'stop' });
  }

  /** Lets go of the host. */
  abandon(): void {
    clearInterval(this.#timer);
    this.#hosts.giveBack(this.#host, this.#isIdle);
  }

  #fromWorker(worker: number, message: FromWorker): void {
    switch (message.kind) {
      case 'prepared':
        this.#prepared.add(worker);
        if (this.#began !== undefined) this.#host.send({ kind: 'go', worker, began: this.#began });
        this.#whenReached?.();
        break;
      case 'bound':
      case 'cannot-bind':
        this.#answer?.(message);
        break;
      case 'burst':
        this.#events.burst(worker, message.burst, message.operations);
        break;
      case 'failed':
        this.#end({ kind: 'failed', message: message.message, stack: message.stack });
        break;
      case 'finished':
        break;
    }
  }
}
