import { LatencyHistogram } from '../results/histogram.js';
import type { Heartbeat } from '../worker/protocol.js';

/** What all workers have done so far. Doubles: exact up to 2^53 operations or bytes. */
export class Tally {
  readonly histogram = new LatencyHistogram();
  operations = 0;
  bytes = 0;
  maxLatencyMicroseconds = 0;

  add(heartbeat: Heartbeat): void {
    this.operations += heartbeat.operations;
    this.bytes += heartbeat.bytes;
    this.histogram.add(heartbeat.latency);
    this.maxLatencyMicroseconds = Math.max(this.maxLatencyMicroseconds, heartbeat.maxLatencyMicroseconds);
  }
}
