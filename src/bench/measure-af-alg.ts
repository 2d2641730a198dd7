import { SYNCHRONOUS } from '../afalg/engine-choice.js';
import { PROGRESS } from '../afalg/layout.js';
import type { Tfm } from '../afalg/tfm.js';
import type { Workload } from '../plan/workload.js';
import type { OperationFinding } from '../results/finding.js';
import { findingText } from '../results/finding-text.js';
import { BurstRunner } from '../worker/burst-runner.js';
import { Meter } from '../worker/meter.js';
import { Progress } from '../worker/progress.js';
import type { Round } from './rounds.js';

/** The kernel's side of a cell: the loop that `run` uses, every byte verified. */
export class AfAlgLoop {
  readonly #progress = new Progress();
  readonly #meter = new Meter([this.#progress]);
  readonly #runner: BurstRunner;
  #burst = 0;

  /** @param tfm bound, and used by nobody else */
  constructor(tfm: Tfm, workload: Workload) {
    this.#runner = new BurstRunner(workload, 0, tfm, this.#progress, SYNCHRONOUS);
  }

  /** @returns what went wrong instead, at the first thing that does */
  round(milliseconds: number): Round | { readonly wrong: string } {
    this.#runner.prepare(this.#burst);
    this.#burst += 1;
    this.#progress.set('maxLatency', 0);
    let finding: OperationFinding | undefined;
    const started = performance.now();
    this.#runner.run(milliseconds, Infinity, (found) => {
      finding ??= found;
      this.#progress.stop();
    });
    const elapsed = performance.now() - started;
    if (finding !== undefined) return { wrong: findingText(finding, null) };
    const { operations, bytes } = this.#meter.readCounts();
    return {
      operations,
      bytes,
      milliseconds: elapsed,
      latency: this.#meter.readLatency(),
      maxMicroseconds: Atomics.load(this.#progress.words, PROGRESS.maxLatency),
    };
  }
}
