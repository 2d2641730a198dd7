import { WORKER_STATE, type Heartbeat, type WorkerSnapshot } from '../../worker/protocol.js';

/** Who stopped making progress, and for how long. */
export interface Stall {
  readonly milliseconds: number;
  /**
   * The workers that should have moved and did not, with those that have stood still for half as long: when one request
   * is lost, another often is soon after. All the last known ones when the whole host fell silent.
   */
  readonly workers: readonly WorkerSnapshot[];
  readonly hostSilent: boolean;
}

/**
 * Time is counted in ticks of this process, each worth at most this much, and a quarter of the limit: when the whole
 * machine was suspended, nobody could have made progress, and nobody is to blame.
 */
const MAX_TICK_MILLISECONDS = 1000;
/** Until it is first heard of the host loads a program, from a slow card perhaps, and is not inside any driver. */
export const START_MILLISECONDS = 60_000;

interface Watched {
  snapshot: WorkerSnapshot;
  idleMilliseconds: number;
}

/** Decides that something hangs. Knows no clock: the time comes with each tick. */
export class Watchdog {
  readonly #limit: number;
  readonly #workers = new Map<number, Watched>();
  #silentMilliseconds = 0;
  #heard = false;
  #lastTick: number | undefined;

  constructor(stallMilliseconds: number) {
    this.#limit = stallMilliseconds;
  }

  observe(heartbeat: Heartbeat): void {
    this.#silentMilliseconds = 0;
    this.#heard = true;
    for (const snapshot of heartbeat.workers) {
      const known = this.#workers.get(snapshot.worker);
      if (known === undefined) this.#workers.set(snapshot.worker, { snapshot, idleMilliseconds: 0 });
      else {
        if (known.snapshot.beat !== snapshot.beat || !mustProgress(snapshot)) known.idleMilliseconds = 0;
        known.snapshot = snapshot;
      }
    }
  }

  /**
   * Call it several times a second.
   *
   * @param now monotonic, in milliseconds
   * @param stopped whether the host is stopped (a debugger, a frozen cgroup): nothing the kernel does to a request stops it
   */
  tick(now: number, stopped = false): Stall | undefined {
    const passed = stopped ? 0 : Math.min(now - (this.#lastTick ?? now), MAX_TICK_MILLISECONDS, this.#limit / 4);
    this.#lastTick = now;
    this.#silentMilliseconds += passed;
    const limit = this.#heard ? this.#limit : Math.max(this.#limit, START_MILLISECONDS);
    if (this.#silentMilliseconds >= limit) {
      const workers = [...this.#workers.values()].map(({ snapshot }) => snapshot);
      return { milliseconds: this.#silentMilliseconds, workers, hostSilent: true };
    }
    const waiting = [...this.#workers.values()].filter(({ snapshot }) => mustProgress(snapshot));
    for (const watched of waiting) watched.idleMilliseconds += passed;
    const milliseconds = Math.max(...waiting.map(({ idleMilliseconds }) => idleMilliseconds));
    if (milliseconds < this.#limit) return undefined;
    const stalled = waiting.filter(({ idleMilliseconds }) => idleMilliseconds >= this.#limit / 2);
    return { milliseconds, workers: stalled.map(({ snapshot }) => snapshot), hostSilent: false };
  }
}

function mustProgress({ state }: WorkerSnapshot): boolean {
  return state === WORKER_STATE.setup || state === WORKER_STATE.active;
}
