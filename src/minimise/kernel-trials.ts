import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AfAlgScenario } from '../orchestrator/af-alg/af-alg-scenario.js';
import { KeptHosts } from '../orchestrator/host/hosts.js';
import type { RunObserver } from '../orchestrator/observer.js';
import type { RunContext } from '../orchestrator/run-parts.js';
import { runScenario } from '../orchestrator/run.js';
import type { RunView } from '../results/run-view.js';
import { planOf } from '../plan/plans.js';
import type { RunSettings } from '../options/settings.js';
import { type Workload } from '../plan/workload.js';
import { parseOperationId, type OperationId } from '../plan/operation-id.js';
import type { Candidate } from '../results/documents/minimal.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import type { Driver, Summary } from '../results/documents/summary.js';
import { OPERATION_VERDICTS, type Verdict } from '../results/verdict.js';
import { errorCodeOf } from '../kernel/error-code.js';
import type { Trials, TrialRequest, TrialResult } from './trials.js';

/** Who watches the trials, and may end them. */
export interface TrialWatcher {
  readonly notice: (text: string) => void;
  readonly interrupt: AbortSignal;
}

/** Trials on this kernel: short runs, whose results are read and thrown away. */
export class KernelTrials implements Trials, Disposable {
  readonly #settings: RunSettings;
  readonly #verdict: Verdict;
  readonly #context: Omit<RunContext, 'started'>;
  readonly #watcher: TrialWatcher;
  readonly #directory = temporaryDirectory();
  readonly #noticed = new Set<string>();
  readonly #end: number;
  readonly #remove = (): void => {
    rmSync(this.#directory, { recursive: true, force: true });
  };
  readonly #hosts = new KeptHosts();
  #trials = 0;
  #drivers: readonly Driver[] = [];

  /**
   * @param settings of the run that is reduced
   * @param verdict what counts as a failure
   */
  constructor(
    settings: RunSettings,
    verdict: Verdict,
    budgetMilliseconds: number,
    context: Omit<RunContext, 'started'>,
    watcher: TrialWatcher,
  ) {
    this.#settings = settings;
    this.#verdict = verdict;
    this.#context = context;
    this.#watcher = watcher;
    this.#end = performance.now() + budgetMilliseconds;
    // Whoever gives up at once leaves nothing behind either.
    process.once('exit', this.#remove);
  }

  /** Who served the last trial. */
  get drivers(): readonly Driver[] {
    return this.#drivers;
  }

  left(): number {
    return this.#end - performance.now();
  }

  async trial(request: TrialRequest): Promise<TrialResult> {
    const started = performance.now();
    // Another seed each time: the same operations again would be no new evidence.
    const seed = BigInt.asUintN(64, this.#settings.workload.seed + BigInt(this.#trials));
    this.#trials += 1;
    const workload = { ...request.candidate.workload, seed };
    const failed: OperationId[] = [];
    const { summary } = await this.#run({ ...request.candidate, workload }, request, failed);
    if (summary.drivers.length > 0) this.#drivers = summary.drivers;
    return {
      ...resultOf(summary, failed, workload, this.#watcher.interrupt),
      milliseconds: performance.now() - started,
    };
  }

  [Symbol.dispose](): void {
    this.#hosts[Symbol.dispose]();
    process.off('exit', this.#remove);
    this.#remove();
  }

  /** @param failed gets the operations that failed, in their order */
  async #run(
    candidate: Candidate,
    { failures, operations, milliseconds }: TrialRequest,
    failed: OperationId[],
  ): Promise<RunView> {
    const enough = new AbortController();
    const bound = Math.max(1, Math.ceil(milliseconds));
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(bound), this.#watcher.interrupt]);
    const settings: RunSettings = {
      ...this.#settings,
      ...candidate,
      operations: Number.isFinite(operations) ? operations : null,
      maxFindings: null,
      durationMilliseconds: bound,
      results: this.#directory,
      logLevel: 'error',
    };
    const observer: RunObserver = {
      began: () => undefined,
      status: () => undefined,
      finding: (line) => {
        // Without an id it is a socket that could not be made.
        const id = parseOperationId(line.id);
        if (line.verdict !== this.#verdict || id === undefined) return;
        failed.push(id);
        if (failed.length >= failures) enough.abort();
      },
      notice: (text) => {
        // Every trial would say the same of the kernel log.
        if (this.#noticed.has(text)) return;
        this.#noticed.add(text);
        this.#watcher.notice(text);
      },
    };
    return runScenario(
      {
        scenario: new AfAlgScenario(settings),
        hosts: this.#hosts,
        control: settings,
        context: { ...this.#context, started: new Date() },
        observer,
      },
      signal,
    );
  }
}

function temporaryDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'afalg-minimise-'));
  } catch (thrown) {
    throw new CommandError(
      EXIT.broken,
      `cannot write to ${tmpdir()} (${errorCodeOf(thrown)}): set TMPDIR to a writable directory for the results of trials`,
    );
  }
}

function resultOf(
  summary: Summary,
  failed: readonly OperationId[],
  workload: Workload,
  interrupt: AbortSignal,
): Omit<TrialResult, 'milliseconds'> {
  const { counts, ended, problems } = summary;
  if (ended === 'host-died' || ended === 'harness-failed') {
    throw new CommandError(EXIT.broken, `a trial failed, which says nothing about the kernel: ${problems.join('; ')}`);
  }
  return {
    failures: failed.length,
    operations: OPERATION_VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0),
    shortest: failed.length === 0 ? null : Math.min(...failed.map((key) => lengthOf(workload, key))),
    first: failed[0] ?? null,
    end: interrupt.aborted ? 'interrupted' : counts.hung > 0 ? 'hung' : 'asked',
  };
}

function lengthOf(workload: Workload, { worker, burst, operation }: OperationId): number {
  const plan = planOf(workload);
  return plan.open(workload, plan.drawBurst(workload, worker, burst), 1).operation(operation).length;
}
