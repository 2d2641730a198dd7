import { Engine, type Outcome } from '../afalg/engine.js';
import { native } from '../afalg/native.js';
import type { EngineChoice } from '../afalg/engine-choice.js';
import type { Tfm } from '../afalg/tfm.js';
import type { FamilyOracle } from '../oracle/family-oracle.js';
import { oracleOf } from '../oracle/oracles.js';
import type { Burst } from '../plan/burst.js';
import type { BurstPlan, FamilyPlan } from '../plan/family-plan.js';
import type { Family } from '../plan/family.js';
import { planOf } from '../plan/plans.js';
import { STREAM_BLOCK } from '../plan/random-stream.js';
import { newSlice, type Slice } from '../plan/slice.js';
import type { Workload } from '../plan/workload.js';
import type { OperationFinding } from '../results/finding.js';
import { examine } from './examine.js';
import type { Progress } from './progress.js';

/** Operations planned at a time, their steps, and how long one call into the addon may last: the bound on noticing a stop. */
const SLICE_OPERATIONS = 512;
const SLICE_STEPS = 1024;
const SLICE_MILLISECONDS = 250;
/** Bursts between two returns of free memory to the system. */
const TRIM_BURSTS = 64;
/** Bytes of node:crypto's output that may lie about before they are collected: three bursts of the defaults. */
const COLLECT_BYTES = 512 * 1024;
const WARM_UP_SLICES = 20;

/** Runs one worker's bursts, one after the other, over one tfm. Its memory is allocated once. */
export class BurstRunner {
  readonly #workload: Workload;
  readonly #worker: number;
  readonly #tfm: Tfm;
  readonly #progress: Progress;
  readonly #family: FamilyPlan<Family>;
  readonly #oracle: FamilyOracle<Family>;
  readonly #tape: Uint8Array;
  readonly #engine: Engine;
  readonly #slice: Slice;
  /** Operations in a slice. */
  readonly #sliceLength: number;
  #burst: Burst;
  #plan: BurstPlan<Family>;
  /** Bytes that node:crypto handed out since the last collection. */
  #handedOut = 0;

  constructor(workload: Workload, worker: number, tfm: Tfm, progress: Progress, engine: EngineChoice) {
    this.#workload = workload;
    this.#worker = worker;
    this.#tfm = tfm;
    this.#progress = progress;
    this.#family = planOf(workload);
    this.#oracle = oracleOf(workload);
    const memory = this.#family.memory(workload);
    this.#tape = new Uint8Array(memory.tape);
    this.#engine = new Engine(engine, memory.arena, {
      tape: this.#tape,
      progress: progress.words,
      ivSize: this.#family.ivSize(workload),
    });
    const longest = this.#family.longestExchange(workload);
    this.#sliceLength = Math.max(1, Math.min(SLICE_OPERATIONS, Math.floor(SLICE_STEPS / longest)));
    this.#slice = newSlice(this.#sliceLength, this.#sliceLength * longest);
    this.#burst = this.#family.drawBurst(workload, worker, 0);
    this.#plan = this.#family.open(workload, this.#burst, this.#sliceLength);
  }

  /** Makes ready for burst `index`: its key, plan and tape. Enters AF_ALG only to warm up, before the first one. */
  prepare(index: number): void {
    this.#burst = this.#family.drawBurst(this.#workload, this.#worker, index);
    this.#plan = this.#family.open(this.#workload, this.#burst, this.#sliceLength);
    this.#oracle.fillTape(this.#workload, this.#burst, this.#tape);
    this.#handedOut += this.#tape.length;
    this.#collect();
    if (index % TRIM_BURSTS > 0) return;
    if (index === 0) {
      this.#warmUp();
      globalThis.gc?.();
    }
    // What loading and compiling needed is free by now, but malloc would keep it: 1 MB per worker.
    native().trimHeap();
  }

  /**
   * The pieces that node:crypto hands out lie outside the heap, where V8 hardly counts them: without this they pile up
   * by the tens of megabytes. A minor collection finds next to nothing else to do, but reads the clock some hundred
   * times, which is a system call on an i.MX6.
   */
  #collect(): void {
    if (this.#handedOut < COLLECT_BYTES) return;
    globalThis.gc?.({ type: 'minor' });
    this.#handedOut = 0;
  }

  /** Lets V8 compile the planner, and the way to the first operation, now: later all workers would wait for it at once. */
  #warmUp(): void {
    for (let slice = 0; slice < WARM_UP_SLICES; slice += 1) {
      this.#plan.fill(this.#slice, slice * this.#sliceLength, this.#sliceLength);
    }
    try {
      this.run(0, this.#sliceLength, () => undefined);
    } catch {
      // What fails here fails again in the first burst, where it is a finding.
    }
    this.#progress.enter('idle');
  }

  /**
   * Runs the burst that was prepared until the time is up, `limit` operations were done, or the run is stopped. Returns
   * how many operations it did, failed ones included. Throws the kernel's error when no op socket can be opened.
   *
   * @param report called with each finding; what it does is not part of the burst's time
   * @param first the operation of the burst to begin with
   */
  run(milliseconds: number, limit: number, report: (finding: OperationFinding) => void, first = 0): number {
    const burst = this.#burst;
    const plan = this.#plan;
    const progress = this.#progress;
    progress.set('burst', burst.burst);
    progress.set('operation', first);
    progress.enter('setup');
    this.#tfm.setBurstKey(burst.key);
    let ops = this.#engine.accept(this.#tfm);
    progress.enter('active');
    try {
      let end = performance.now() + milliseconds;
      let done = 0;
      while (done < limit && !progress.isStopped()) {
        const sliceFirst = first + done;
        const count = Math.min(this.#sliceLength, limit - done);
        plan.fill(this.#slice, sliceFirst, count);
        this.#handedOut += count * STREAM_BLOCK;
        for (let at = 0; at < count;) {
          const left = Math.min(end - performance.now(), SLICE_MILLISECONDS);
          if (left <= 0 || progress.isStopped()) return done;
          const microseconds = Math.ceil(left * 1000);
          const { next, failed } = this.#engine.run(this.#tfm, ops, this.#slice, at, count, sliceFirst, microseconds);
          done += next - at;
          at = next;
          if (failed.length === 0) continue;
          const findings = failed.map((outcome) => this.#examine(sliceFirst, outcome));
          const paused = performance.now();
          progress.enter('reporting');
          for (const finding of findings) report(finding);
          // After an error an op socket may hold unread data, and answer EINVAL for ever.
          for (const op of ops) op.close();
          progress.enter('setup');
          ops = this.#engine.accept(this.#tfm);
          end += performance.now() - paused;
          progress.set('operation', first + done);
          progress.enter('active');
        }
      }
      return done;
    } finally {
      for (const op of ops) op.close();
    }
  }

  #examine(sliceFirst: number, outcome: Outcome): OperationFinding {
    const index = sliceFirst + outcome.index;
    return examine(this.#workload, this.#burst, this.#plan.operation(index), index, {
      slice: this.#slice,
      tape: this.#tape,
      arena: this.#engine.arenaOf(outcome.flight),
      outcome,
    });
  }
}
