import type { SyscallFailure } from '../../afalg/syscall-failure.js';
import { isStopped } from '../../kernel/thread-state.js';
import type { CryptoEntry } from '../../kernel/proc-crypto.js';
import type { OperationFinding, SetupFinding } from '../../results/finding.js';
import type { EndReason } from '../../results/documents/summary.js';
import type { Heartbeat, HostMessage, WorkerSnapshot } from '../../worker/protocol.js';
import type { HostProgram } from './host-program.js';
import { HostProcess } from './host-process.js';
import { Watchdog, type Stall } from './watchdog.js';

const TICK_MILLISECONDS = 250;

/** Why the host is of no use any more. */
export type HostEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'hung'; readonly stall: Stall }
  | { readonly kind: 'died'; readonly description: string; readonly stderr: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

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
  readonly #events: SessionEvents;
  readonly #watchdog: Watchdog;
  readonly #timer: NodeJS.Timeout;
  readonly #reached = { loaded: new Set<number>(), prepared: new Set<number>() };
  #end: (end: HostEnd) => void = () => undefined;
  #answer: ((result: BindResult) => void) | undefined;
  #whenReached: (() => void) | undefined;

  constructor({ main, task }: HostProgram, stallMilliseconds: number, events: SessionEvents) {
    this.#events = events;
    this.#watchdog = new Watchdog(stallMilliseconds);
    this.ended = new Promise((resolve) => {
      this.#end = (end): void => {
        clearInterval(this.#timer);
        resolve(end);
      };
    });
    this.#host = new HostProcess(main, {
      message: (message) => {
        switch (message.kind) {
          case 'ready':
            this.#host.send({ kind: 'start', task });
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
   * Waits until every worker is `loaded` (up, but not bound) or `prepared` (bound, and ready to go). False when the
   * host ended first.
   */
  async reached(milestone: 'loaded' | 'prepared', workers: number): Promise<boolean> {
    const all = new Promise<boolean>((resolve) => {
      this.#whenReached = (): void => {
        if (this.#reached[milestone].size === workers) resolve(true);
      };
      this.#whenReached();
    });
    return Promise.race([all, this.ended.then(() => false)]);
  }

  /** Lets one worker bind. One at a time, so that a reference count that rises belongs to it. */
  async bind(worker: number): Promise<BindResult | undefined> {
    const result = new Promise<BindResult>((resolve) => {
      this.#answer = resolve;
    });
    this.#host.send({ kind: 'bind', worker });
    return Promise.race([result, this.ended.then(() => undefined)]);
  }

  go(): void {
    this.#host.send({ kind: 'go' });
  }

  stored(worker: number): void {
    this.#host.send({ kind: 'stored', worker });
  }

  /** Asks the workers to finish; `ended` says how that went. */
  stop(): void {
    this.#host.send({ kind: 'stop' });
  }

  abandon(): void {
    clearInterval(this.#timer);
    this.#host.abandon();
  }

  #fromWorker(worker: number, message: FromWorker): void {
    switch (message.kind) {
      case 'loaded':
      case 'prepared':
        this.#reached[message.kind].add(worker);
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

/** The end of the run that an end of the host means, if nobody asked for it. */
export function endReasonOf(end: HostEnd): EndReason {
  switch (end.kind) {
    case 'done':
      return 'operations';
    case 'hung':
      return 'hung';
    case 'died':
      return 'host-died';
    case 'failed':
      return 'harness-failed';
  }
}
