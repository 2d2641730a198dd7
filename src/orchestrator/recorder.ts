import type { Standing } from '../forensics/damaged-operation.js';
import type { Examiner } from '../forensics/examiner.js';
import type { Analysis } from '../forensics/hypothesis.js';
import type { RunSettings } from '../plan/settings.js';
import { damagedOperation } from '../results/damaged-operation.js';
import type { FindingAccount, FindingStore } from '../results/finding-store.js';
import { findingKey, findingText } from '../results/finding-text.js';
import type { Finding, KernelFinding, OperationFinding, SetupFinding } from '../results/finding.js';
import type { RunDirectory } from '../results/run-directory.js';
import type { RunObserver } from './observer.js';

/** A driver that fails every request must not make the run wait for us: no more than this is examined. */
const MAX_EXAMINED = 100;
const MAX_EXAMINING_MILLISECONDS = 10_000;

/** Lines that the kernel logged around a finding, which has this key; null when nobody can read them. */
export type KernelLogAround = (finding: Exclude<Finding, KernelFinding>, key: string) => readonly string[] | null;

/** From what a worker found to the files: examined, put into words, written. One finding at a time, in their order. */
export class Recorder {
  readonly #settings: RunSettings;
  readonly #directory: RunDirectory;
  readonly #store: FindingStore;
  readonly #observer: RunObserver;
  readonly #enough: AbortController;
  readonly #kernelLog: KernelLogAround;
  #examiner: Examiner | undefined;
  #examined = 0;
  #milliseconds = 0;
  #last: Promise<void> = Promise.resolve();

  /**
   * @param enough aborted when there are as many findings as the settings ask for
   * @param kernelLog what the kernel logged around a finding
   */
  constructor(
    settings: RunSettings,
    directory: RunDirectory,
    store: FindingStore,
    observer: RunObserver,
    enough: AbortController,
    kernelLog: KernelLogAround,
  ) {
    this.#settings = settings;
    this.#directory = directory;
    this.#store = store;
    this.#observer = observer;
    this.#enough = enough;
    this.#kernelLog = kernelLog;
  }

  /** Settles when everything handed in so far is on the disk. */
  get settled(): Promise<void> {
    return this.#last;
  }

  /**
   * Settles when the finding is on the disk.
   *
   * @param others where every worker stood when it was found
   */
  async found(finding: OperationFinding | SetupFinding, others: readonly Standing[]): Promise<void> {
    this.#last = this.#last.then(async () => {
      this.#record(finding, 'evidence' in finding ? await this.#analyse(finding, others) : null);
    });
    return this.#last;
  }

  /** At once, for what has no bytes to examine. Returns the finding's number. */
  record(finding: Exclude<Finding, OperationFinding>): number {
    return this.#record(finding, null);
  }

  /** More became known of a finding of the kernel. */
  amend(number: number, finding: KernelFinding): void {
    this.#store.amend(number, finding, this.#account(finding, null));
  }

  #account(finding: Finding, analysis: Analysis | null): FindingAccount {
    const diagnosis = analysis?.kind === 'diagnosed' ? analysis.diagnosis : null;
    const key = findingKey(finding);
    // The kernel's own words are the finding.
    const kernelLog = finding.verdict === 'kernel' ? null : this.#kernelLog(finding, key);
    return { key, text: findingText(finding, diagnosis), analysis, kernelLog };
  }

  #record(finding: Finding, analysis: Analysis | null): number {
    const line = this.#store.record(finding, this.#account(finding, analysis));
    this.#observer.finding(line);
    const { maxFindings } = this.#settings;
    if (maxFindings !== null && this.#store.total >= maxFindings) this.#enough.abort();
    return line.number;
  }

  async #analyse(finding: OperationFinding, others: readonly Standing[]): Promise<Analysis | null> {
    const operation = damagedOperation(finding, this.#settings.workload);
    if (operation === undefined) return null;
    if (this.#examined === MAX_EXAMINED) return skipped(`the first ${String(MAX_EXAMINED)} findings of the run were`);
    if (this.#milliseconds > MAX_EXAMINING_MILLISECONDS) {
      return skipped(`it had taken ${(this.#milliseconds / 1000).toFixed(1)} s of the run already`);
    }
    try {
      // Not before it is needed: see LATER in scripts/lib/steps.mjs.
      this.#examiner ??= new (await import('../forensics/examiner.js')).Examiner(this.#settings.workload);
      const started = performance.now();
      const analysis = this.#examiner.examine(operation, others);
      this.#examined += 1;
      this.#milliseconds += performance.now() - started;
      return analysis;
    } catch (thrown) {
      // The finding counts more than what we make of it.
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#directory.journal.log.error({ event: 'examination-failed', message: error.message, stack: error.stack });
      return skipped(`the examination failed (${error.message})`);
    }
  }
}

function skipped(why: string): Analysis {
  return { kind: 'skipped', why };
}
