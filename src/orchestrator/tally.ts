import { LatencyHistogram } from '../results/histogram.js';
import type { Heartbeat } from '../worker/protocol.js';

/** How much was done by a moment. */
export interface Progress {
  /** By performance.now(). */
  readonly at: number;
  readonly operations: number;
  readonly bytes: number;
}

/** What all workers have done so far. Doubles: exact up to 2^53 operations or bytes. */
export class Tally {
  readonly histogram = new LatencyHistogram();
  operations = 0;
  bytes = 0;
  queueFull = 0;
  maxLatencyMicroseconds = 0;
  #isComplete = false;
  #together: Progress | undefined;

  /** What had been done when the last worker had joined; undefined in a run that all began, or that nobody has joined. */
  get together(): Progress | undefined {
    return this.#together;
  }

  /** The last worker has joined those that began: the next heartbeat is where all are at work. */
  joined(): void {
    this.#isComplete = true;
  }

  /** @param now by performance.now() */
  add(heartbeat: Heartbeat, now: number): void {
    this.operations += heartbeat.operations;
    this.bytes += heartbeat.bytes;
    this.queueFull += heartbeat.queueFull;
    this.histogram.add(heartbeat.latency);
    this.maxLatencyMicroseconds = Math.max(this.maxLatencyMicroseconds, heartbeat.maxLatencyMicroseconds);
    if (this.#isComplete) this.#together ??= { at: now, operations: this.operations, bytes: this.bytes };
  }
}
