import type { Family } from '../plan/family.js';
import type { Operation } from '../plan/operation.js';
import { planOf } from '../plan/plans.js';
import type { Simplification } from '../plan/simplification.js';
import type { OperationId } from '../plan/operation-id.js';
import type {
  Candidate,
  FailureCount,
  Judgement,
  MinimiseEnd,
  MinimiseStep,
  RepeatedRuns,
} from '../results/documents/minimal.js';
import type { Trials, TrialResult } from './trials.js';
import { judge, SHOWN } from './judge.js';
import {
  bareReductions,
  simplificationsOf,
  TO_PAGE_START,
  toChange,
  together,
  toLength,
  toWorkers,
  WITHOUT_PRESSURE,
  type Reduction,
} from './reductions.js';
import { operationsToShow, rateInterval } from './trial-rate.js';

/** Failures after which a rate is known well enough: to a factor of two or three. */
const ORIGINAL_FAILURES = 8;
const TRIAL_FAILURES = 5;
/** How many times the smallest workload is started. */
const RUNS = 3;
const RUN_FAILURES = 20;
/** A run shall fail with this probability. */
const RUN_SHOWS = 0.99;
/** Failures may come in clusters: a run is made twice as long, so often, until every run has one. */
const DOUBLINGS = 2;
/** Parts of the budget: for the first look at the rate, and what is kept for the runs at the end. */
const FIRST_LOOK = 1 / 4;
const FOR_RUNS = 1 / 5;

export type SearchResult =
  | { readonly kind: 'never-failed'; readonly operations: number; readonly end: MinimiseEnd }
  | {
      readonly kind: 'minimal';
      readonly candidate: Candidate;
      /** Of the candidate, all its trials together. */
      readonly count: FailureCount;
      readonly repeated: RepeatedRuns;
      /** An operation of the candidate that failed, with the seed it had. */
      readonly failed: OperationId;
      readonly end: MinimiseEnd;
    };

/**
 * The smallest workload that still fails: one change after the other, each kept when it fails about as often.
 *
 * @param start the finding's own workload
 * @param found the operation that failed: what it was is tried first
 * @param tell called after each step
 */
export async function search(
  start: Candidate,
  found: Operation,
  trials: Trials,
  tell: (step: MinimiseStep) => void,
): Promise<SearchResult> {
  return new Search(start, trials, tell).run(found);
}

class Search {
  readonly #trials: Trials;
  readonly #tell: (step: MinimiseStep) => void;
  readonly #budget: number;
  #at: Candidate;
  #original: FailureCount = { failures: 0, operations: 0 };
  #known: FailureCount = { failures: 0, operations: 0 };
  #failed: OperationId | null = null;
  #shortest = Infinity;
  #end: MinimiseEnd = 'complete';

  constructor(start: Candidate, trials: Trials, tell: (step: MinimiseStep) => void) {
    this.#at = start;
    this.#trials = trials;
    this.#tell = tell;
    this.#budget = trials.left();
  }

  async run(found: Operation): Promise<SearchResult> {
    await this.#measure();
    await this.#reduceSurroundings(found);
    await this.#reduceOperations(found);
    const repeated = await this.#repeat();
    if (this.#failed === null) {
      return { kind: 'never-failed', operations: this.#original.operations, end: this.#end };
    }
    const count = sum(this.#known, repeated);
    return { kind: 'minimal', candidate: this.#at, count, repeated, failed: this.#failed, end: this.#end };
  }

  /** How often does it fail as it is? For as long as it takes: without that nothing can be said of anything smaller. */
  async #measure(): Promise<void> {
    const look = { candidate: this.#at, failures: ORIGINAL_FAILURES, operations: Infinity };
    const first = await this.#trials.trial({ ...look, milliseconds: this.#budget * FIRST_LOOK });
    this.#note(first);
    let milliseconds = first.milliseconds;
    if (first.failures === 0 && this.#going) {
      const second = await this.#trials.trial({ ...look, failures: 1, milliseconds: this.#trials.left() });
      this.#note(second);
      milliseconds += second.milliseconds;
      this.#original = sum(first, second);
    } else this.#original = first;
    this.#known = this.#original;
    const judgement: Judgement = this.#original.failures > 0 ? { kind: 'fails' } : { kind: 'undecided', confidence: 0 };
    this.#report('as found', this.#original, judgement, milliseconds);
    if (this.#original.failures === 0 && this.#end === 'complete') this.#end = 'budget';
  }

  async #reduceSurroundings(found: Operation): Promise<void> {
    const simplifications = simplificationsOf(this.#at.workload, found);
    const bare = bareReductions(this.#at, simplifications);
    if (bare.length > 1 && (await this.#try(together(bare)))) return;
    const { workers, stressNg } = this.#at;
    if (stressNg !== null) await this.#try(WITHOUT_PRESSURE);
    await this.#smallest(counting(workers).map(toWorkers), 'middle');
    for (const each of simplifications) if (each.surroundings) await this.#simplify(each);
  }

  async #reduceOperations(found: Operation): Promise<void> {
    for (const each of simplificationsOf(this.#at.workload, found)) if (!each.surroundings) await this.#simplify(each);
    if (await this.#fixLength(found.length)) {
      const { workload } = this.#at;
      await this.#smallest(planOf(workload).lengthsUpTo(workload, workload.maxLength).map(toLength), 'end');
    }
    if (this.#at.workload.receiveAt === 'any') await this.#try(TO_PAGE_START);
  }

  async #simplify({ kind, changes }: Simplification<Family>): Promise<void> {
    switch (kind) {
      case 'least':
        await this.#smallest(changes.map(toChange), 'middle');
        break;
      case 'one-of':
        for (const change of changes) if (await this.#try(toChange(change))) break;
        break;
    }
  }

  /** True when all operations have one length now. */
  async #fixLength(found: number): Promise<boolean> {
    const { minLength, maxLength } = this.#at.workload;
    if (minLength === maxLength) return true;
    const shortest = Math.min(this.#shortest, maxLength);
    if (await this.#try(toLength(shortest))) return true;
    return found !== shortest && found <= maxLength && this.#try(toLength(found));
  }

  /**
   * Goes to the first of `reductions` that fails and whose predecessor does not, or to the very first. The last is where
   * the search stands. Where it is expected near the end, the end is felt out first.
   */
  async #smallest(reductions: readonly Reduction[], expected: 'middle' | 'end'): Promise<void> {
    const fails = async (index: number): Promise<boolean> => {
      const reduction = reductions[index];
      return reduction !== undefined && this.#try(reduction);
    };
    let failing = reductions.length - 1;
    if (failing < 1 || (await fails(0))) return;
    let passing = 0;
    for (let stride = 1; expected === 'end' && failing - stride > passing && this.#going; stride *= 2) {
      if (await fails(failing - stride)) failing -= stride;
      else passing = failing - stride;
    }
    while (failing - passing > 1 && this.#going) {
      const middle = Math.floor((failing + passing) / 2);
      if (await fails(middle)) failing = middle;
      else passing = middle;
    }
  }

  /** Tries what is smaller; true, and it is where the search stands now, when it fails about as often. */
  async #try({ change, apply }: Reduction): Promise<boolean> {
    const left = this.#trials.left() - this.#budget * FOR_RUNS;
    if (!this.#going) return false;
    if (left <= 0) {
      this.#end = 'budget';
      return false;
    }
    const candidate = apply(this.#at);
    const operations = operationsToShow(rateInterval(this.#known).low, SHOWN);
    const result = await this.#trials.trial({ candidate, failures: TRIAL_FAILURES, operations, milliseconds: left });
    const judgement = judge(result, this.#known, this.#original);
    this.#report(change, result, judgement, result.milliseconds);
    if (judgement.kind !== 'fails') {
      this.#noteEnd(result);
      return false;
    }
    this.#at = candidate;
    this.#known = result;
    this.#note(result);
    return true;
  }

  /** Starts what is left several times. A run has as many operations as show the failure nearly always. */
  async #repeat(): Promise<RepeatedRuns> {
    const none = { runs: 0, failedRuns: 0, failures: 0, operations: 0 };
    const { low } = rateInterval(this.#known);
    let operationsPerRun = low > 0 ? operationsToShow(low, RUN_SHOWS) : 0;
    // The budget's end is what the rest was kept for; a hang or a signal is another matter.
    const may = (): boolean =>
      operationsPerRun > 0 && this.#trials.left() > 0 && (this.#end === 'complete' || this.#end === 'budget');
    let repeated: RepeatedRuns = { ...none, operationsPerRun };
    for (let attempt = 0; attempt <= DOUBLINGS && may(); attempt += 1, operationsPerRun *= 2) {
      repeated = { ...none, operationsPerRun };
      let milliseconds = 0;
      while (repeated.runs < RUNS && may()) {
        const result = await this.#trials.trial({
          candidate: this.#at,
          failures: RUN_FAILURES,
          operations: operationsPerRun,
          milliseconds: this.#trials.left(),
        });
        this.#note(result);
        milliseconds += result.milliseconds;
        // A run that the budget cut short says nothing.
        if (result.failures === 0 && result.operations < operationsPerRun) break;
        const [runs, failedRuns] = [repeated.runs + 1, repeated.failedRuns + (result.failures > 0 ? 1 : 0)];
        repeated = { ...sum(repeated, result), operationsPerRun, runs, failedRuns };
      }
      if (repeated.runs === 0) break;
      const change = `${String(repeated.runs)} runs of ${String(operationsPerRun)} operations`;
      this.#report(change, repeated, judge(repeated, this.#known, this.#original), milliseconds);
      if (repeated.failedRuns === repeated.runs) break;
    }
    return repeated;
  }

  get #going(): boolean {
    return this.#end === 'complete';
  }

  /** Takes from a trial of where the search stands what is known of its failures. */
  #note(result: TrialResult): void {
    this.#failed = result.first ?? this.#failed;
    this.#shortest = Math.min(this.#shortest, result.shortest ?? Infinity);
    this.#noteEnd(result);
  }

  #noteEnd({ end }: TrialResult): void {
    if (end !== 'asked') this.#end = end;
  }

  #report(change: string, count: FailureCount, judgement: Judgement, milliseconds: number): void {
    const { failures, operations } = count;
    this.#tell({ change, judgement, failures, operations, ...rateInterval(count), milliseconds });
  }
}

function sum(one: FailureCount, other: FailureCount): FailureCount {
  return { failures: one.failures + other.failures, operations: one.operations + other.operations };
}

/** 1 ... count */
function counting(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
