/** A pause between two looks that is longer was not the other side's: this process, or the machine, was stopped. */
const LONGEST_TICK_MILLISECONDS = 1000;

/**
 * How long something has been waited for, counting only the time in which it could have come: a stopped process, ours
 * (Ctrl-Z, a frozen cgroup, a suspended laptop) or the other one, keeps nobody waiting.
 */
export class Patience {
  #waited = 0;
  #last: number;

  /** @param now monotonic, in milliseconds */
  constructor(now: number) {
    this.#last = now;
  }

  get milliseconds(): number {
    return this.#waited;
  }

  /** Call it a few times a second. @param stopped whether the other side is stopped */
  tick(now: number, stopped: boolean): void {
    if (!stopped) this.#waited += Math.min(now - this.#last, LONGEST_TICK_MILLISECONDS);
    this.#last = now;
  }

  /** What was waited for has come. */
  reset(): void {
    this.#waited = 0;
  }
}
