import type { RunStatus } from '../results/run-status.js';
import { Pace } from './pace.js';
import type { RunParts } from './run-parts.js';

const STATUS_MILLISECONDS = 1000;
/** The journal reaches the disk at least this often. */
const SYNC_MILLISECONDS = 5000;

/** Where a run stands, apart from the clock. */
export interface RunPosition {
  readonly operations: number;
  readonly bytes: number;
  readonly maxLatencyMicroseconds: number;
  readonly findings: number;
  readonly stressNg: RunStatus['stressNg'];
  /** The operations that are inside the kernel. */
  readonly inFlight: readonly string[];
}

/** Tells the observer every second, and the journal every five, how the run is going. */
export class Narrator {
  readonly #timers: readonly NodeJS.Timeout[];

  constructor({ control, observer, directory: { journal } }: RunParts, position: () => RunPosition) {
    const started = performance.now();
    const pace = new Pace();
    this.#timers = [
      setInterval(() => {
        const { operations, bytes, findings, stressNg } = position();
        pace.mark(performance.now(), operations, bytes);
        observer.status({
          elapsedMilliseconds: performance.now() - started,
          durationMilliseconds: control.durationMilliseconds,
          operations,
          operationsLimit: control.operations,
          operationsPerSecond: pace.operationsPerSecond,
          megabytesPerSecond: pace.megabytesPerSecond,
          findings,
          stressNg,
        });
      }, STATUS_MILLISECONDS),
      setInterval(() => {
        const { operations, bytes, maxLatencyMicroseconds, findings, inFlight } = position();
        journal.record({ event: 'interval', operations, bytes, maxLatencyMicroseconds, findings, inFlight });
        journal.sync();
      }, SYNC_MILLISECONDS),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
