import { MAX_FLIGHTS, PROGRESS, PROGRESS_WORDS } from '../afalg/layout.js';
import { WORKER_STATE, type Flight, type WorkerSnapshot } from './protocol.js';

type Word = Exclude<keyof typeof PROGRESS, 'flights' | 'histogram'>;

/** One worker's shared words, seen from either side. */
export class Progress {
  readonly memory: SharedArrayBuffer;
  /** As the addon wants it. */
  readonly words: Uint32Array;
  readonly #signed: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(PROGRESS_WORDS * 4)) {
    this.memory = memory;
    this.words = new Uint32Array(memory);
    this.#signed = new Int32Array(memory);
  }

  get(word: Word): number {
    return Atomics.load(this.words, PROGRESS[word]);
  }

  set(word: Word, value: number): void {
    Atomics.store(this.words, PROGRESS[word], value);
  }

  /** Enters a state; that is progress, too. */
  enter(state: keyof typeof WORKER_STATE): void {
    this.set('state', WORKER_STATE[state]);
    Atomics.add(this.words, PROGRESS.beat, 1);
  }

  /** A method, not a property: somebody else changes it between two looks. */
  isStopped(): boolean {
    return this.get('stop') !== 0;
  }

  /** Host side. */
  stop(): void {
    this.set('stop', 1);
    Atomics.notify(this.#signed, PROGRESS.stop);
    Atomics.notify(this.#signed, PROGRESS.acknowledged);
  }

  /** Host side: one more finding of this worker is on the disk. */
  acknowledge(): void {
    Atomics.add(this.words, PROGRESS.acknowledged, 1);
    Atomics.notify(this.#signed, PROGRESS.acknowledged);
  }

  /** Worker side: sleeps, but not after a stop. */
  pause(milliseconds: number): void {
    Atomics.wait(this.#signed, PROGRESS.stop, 0, milliseconds);
  }

  /** Worker side: waits until `count` findings are on the disk; false when that takes longer than the bound. */
  waitForAcknowledgement(count: number, boundMilliseconds: number): boolean {
    const end = performance.now() + boundMilliseconds;
    for (;;) {
      const seen = this.get('acknowledged');
      if (seen >= count || this.isStopped()) return true;
      const left = end - performance.now();
      if (left <= 0) return false;
      // In short waits: a stop that came just before one wakes nobody.
      Atomics.wait(this.#signed, PROGRESS.acknowledged, seen, Math.min(left, 1000));
    }
  }

  snapshot(worker: number): WorkerSnapshot {
    return {
      worker,
      threadId: this.get('threadId'),
      state: this.get('state'),
      beat: this.get('beat'),
      burst: this.get('burst'),
      operation: this.get('operation'),
      flights: this.#flights(),
    };
  }

  #flights(): readonly Flight[] {
    const flights: Flight[] = [];
    for (let word = PROGRESS.flights; word < PROGRESS.flights + 2 * MAX_FLIGHTS; word += 2) {
      const next = Atomics.load(this.words, word);
      if (next > 0) flights.push({ operation: next - 1, call: Atomics.load(this.words, word + 1) });
    }
    return flights;
  }
}
