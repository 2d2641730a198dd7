interface Mark {
  readonly time: number;
  readonly operations: number;
  readonly bytes: number;
}

/** Long enough to smooth over the pauses between bursts. */
const WINDOW_MILLISECONDS = 5000;

/** Throughput over the last seconds. */
export class Pace {
  readonly #marks: Mark[] = [];

  /** @param time monotonic, in milliseconds */
  mark(time: number, operations: number, bytes: number): void {
    this.#marks.push({ time, operations, bytes });
    while (this.#marks.length > 2 && time - (this.#marks[1]?.time ?? time) >= WINDOW_MILLISECONDS) this.#marks.shift();
  }

  get operationsPerSecond(): number {
    return this.#rate(({ operations }) => operations);
  }

  /** 10^6 bytes per second. */
  get megabytesPerSecond(): number {
    return this.#rate(({ bytes }) => bytes) / 1e6;
  }

  #rate(of: (mark: Mark) => number): number {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    if (first === undefined || last === undefined || last.time <= first.time) return 0;
    return ((of(last) - of(first)) * 1000) / (last.time - first.time);
  }
}
