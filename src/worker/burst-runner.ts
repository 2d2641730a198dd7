import { OUTCOME, OUTCOME_WORDS, RECORD_WORDS, SLICE_END } from '../afalg/layout.js';
import { native, type Lane } from '../afalg/native.js';
import type { Op, Tfm } from '../afalg/tfm.js';
import { fillTape } from '../oracle/tape.js';
import { drawBurst, type Burst } from '../plan/burst.js';
import { arenaBytes, OperationPlan } from '../plan/operations.js';
import { STREAM_BLOCK } from '../plan/random-stream.js';
import { tapeLayout } from '../plan/tape-layout.js';
import { cipherOf, type Workload } from '../plan/workload.js';
import type { OperationFinding } from '../results/finding.js';
import { examine } from './examine.js';
import type { Progress } from './progress.js';

/** Operations planned at a time, and how long one call into the addon may last: the bound on noticing a stop. */
const SLICE_OPERATIONS = 1024;
const SLICE_MILLISECONDS = 250;
/** Bursts between two returns of free memory to the system. */
const TRIM_BURSTS = 64;
/** Bytes of node:crypto's output that may lie about before they are collected: three bursts of the defaults. */
const COLLECT_BYTES = 512 * 1024;
const WARM_UP_SLICES = 10;

/** Runs one worker's bursts, one after the other, over one tfm. Its memory is allocated once. */
export class BurstRunner {
  readonly #workload: Workload;
  readonly #worker: number;
  readonly #tfm: Tfm;
  readonly #progress: Progress;
  readonly #lane: Lane;
  readonly #records = new Uint32Array(SLICE_OPERATIONS * RECORD_WORDS);
  #burst: Burst;
  #plan: OperationPlan;
  /** Bytes that node:crypto handed out since the last collection. */
  #handedOut = 0;

  constructor(workload: Workload, worker: number, tfm: Tfm, progress: Progress) {
    this.#workload = workload;
    this.#worker = worker;
    this.#tfm = tfm;
    this.#progress = progress;
    this.#lane = {
      tape: new Uint8Array(tapeLayout(workload).size),
      arena: native().createArena(arenaBytes(workload)),
      progress: progress.words,
      outcome: new Int32Array(OUTCOME_WORDS),
      ivSize: cipherOf(workload).ivSize,
    };
    this.#burst = drawBurst(workload, worker, 0);
    this.#plan = new OperationPlan(workload, this.#burst, SLICE_OPERATIONS);
  }

  /** Makes ready for burst `index`: its key, plan and tape. Enters AF_ALG only to warm up, before the first one. */
  prepare(index: number): void {
    this.#burst = drawBurst(this.#workload, this.#worker, index);
    this.#plan = new OperationPlan(this.#workload, this.#burst, SLICE_OPERATIONS);
    fillTape(this.#workload, this.#burst, this.#lane.tape);
    this.#handedOut += this.#lane.tape.length;
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
      this.#plan.fillRecords(this.#records, slice * SLICE_OPERATIONS, SLICE_OPERATIONS);
    }
    try {
      this.run(0, SLICE_OPERATIONS, () => undefined);
    } catch {
      // What fails here fails again in the first burst, where it is a finding.
    }
    this.#progress.enter('idle');
  }

  /**
   * Runs the burst that was prepared until the time is up, `limit` operations were done, or the run is stopped. Returns
   * how many operations it did, failed ones included. Throws the kernel's error when no op socket can be had.
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
    this.#tfm.setKey(burst.key);
    let op = this.#tfm.accept();
    progress.enter('active');
    try {
      let end = performance.now() + milliseconds;
      let done = 0;
      while (done < limit && !progress.isStopped()) {
        const count = Math.min(SLICE_OPERATIONS, limit - done);
        plan.fillRecords(this.#records, first + done, count);
        this.#handedOut += count * STREAM_BLOCK;
        for (let at = 0; at < count;) {
          const left = Math.min(end - performance.now(), SLICE_MILLISECONDS);
          if (left <= 0 || progress.isStopped()) return done;
          const before = at;
          at = this.#slice(op, at, count, left);
          done += at - before;
          if (this.#outcome('reason') !== SLICE_END.failed) continue;
          const index = first + done;
          const failed = { operation: plan.operation(index), index, row: at };
          const finding = examine(this.#workload, burst, this.#lane, this.#records, failed);
          const paused = performance.now();
          progress.enter('reporting');
          report(finding);
          // After an error the op socket may hold unread data, and answer EINVAL for ever.
          op.close();
          progress.enter('setup');
          op = this.#tfm.accept();
          end += performance.now() - paused;
          at += 1;
          done += 1;
          progress.set('operation', first + done);
          progress.enter('active');
        }
      }
      return done;
    } finally {
      op.close();
    }
  }

  /** Returns the index of the first record not done. */
  #slice(op: Op, from: number, to: number, milliseconds: number): number {
    op.runSlice(this.#lane, this.#records, from, to, Math.ceil(milliseconds * 1000));
    return this.#outcome('stoppedAt');
  }

  #outcome(word: keyof typeof OUTCOME): number {
    return this.#lane.outcome[OUTCOME[word]] ?? 0;
  }
}
