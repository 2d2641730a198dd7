import type { Standing } from '../forensics/damaged-operation.js';
import type { Analysis } from '../forensics/hypothesis.js';
import type { FindingAccount, FindingStore } from './finding-store.js';
import { findingId, findingText } from '../results/finding-text.js';
import type { Finding, KernelFinding, OperationFinding, SetupFinding } from '../results/finding.js';
import {
  DESCRIPTOR_FILES,
  type DescribeDumps,
  type LoggedDescriptors,
  type LoggedDumps,
} from '../results/logged-descriptors.js';
import type { RunParts } from './run-parts.js';

/** A driver that fails every request must not make the run wait for us: no more than this is examined. */
const MAX_EXAMINED = 100;
const MAX_EXAMINING_MILLISECONDS = 10_000;

/** What the kernel log gives to a finding. */
export interface KernelWords {
  /** Lines around a finding, which has this id; null when nobody can read them. */
  readonly around: (finding: Exclude<Finding, KernelFinding>, id: string) => readonly string[] | null;
}

/** A finding of the kernel with dumps beside it, as it is known now. */
interface Dumped {
  finding: KernelFinding;
  descriptors: LoggedDescriptors | null;
}

/** From what a worker found to the files: examined, put into words, written. One finding at a time, in their order. */
export class Recorder {
  readonly #parts: RunParts;
  readonly #store: FindingStore;
  readonly #kernelWords: KernelWords;
  readonly #enough = new AbortController();
  readonly #dumped = new Map<number, Dumped>();
  #examined = 0;
  #milliseconds = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: RunParts, store: FindingStore, kernelWords: KernelWords) {
    this.#parts = parts;
    this.#store = store;
    this.#kernelWords = kernelWords;
  }

  /** Aborted when there are as many findings as --max-findings. */
  get enough(): AbortSignal {
    return this.#enough.signal;
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
      this.#record(finding, 'bytes' in finding ? await this.#analyse(finding, others) : null);
    });
    return this.#last;
  }

  /** At once, for what has no bytes to examine. Returns the finding's number. */
  record(finding: Exclude<Finding, OperationFinding>): number {
    return this.#record(finding, null);
  }

  /** At once; what the dumps beside it say is added when it is known. Returns the finding's number. */
  kernel(finding: KernelFinding, dumps: LoggedDumps | undefined): number {
    const number = this.record(finding);
    const { describeDumps } = this.#parts.context;
    if (dumps !== undefined && describeDumps !== null) {
      const dumped: Dumped = { finding, descriptors: null };
      this.#dumped.set(number, dumped);
      this.#last = this.#last.then(async () => this.#describe(number, dumped, dumps, describeDumps));
    }
    return number;
  }

  /** More became known of a finding of the kernel. */
  amend(number: number, finding: KernelFinding): void {
    const dumped = this.#dumped.get(number);
    if (dumped !== undefined) dumped.finding = finding;
    this.#store.amend(number, finding, this.#account(finding, null, dumped?.descriptors));
  }

  async #describe(number: number, dumped: Dumped, dumps: LoggedDumps, describe: DescribeDumps): Promise<void> {
    try {
      const { listing, objects, count, command } = await describe(dumps);
      if (count === 0) return;
      const files = [
        [DESCRIPTOR_FILES.listing, listing],
        [DESCRIPTOR_FILES.objects, objects],
      ] as const;
      if (!this.#store.add(number, files)) return;
      dumped.descriptors = { count, command };
      this.amend(number, dumped.finding);
    } catch (thrown) {
      this.#failed('dumps-not-described', thrown);
    }
  }

  /** The finding counts more than what we make of it. */
  #failed(event: 'examination-failed' | 'dumps-not-described', thrown: unknown): string {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.#parts.directory.journal.record({ event, message: error.message, stack: error.stack ?? '' });
    return error.message;
  }

  #account(finding: Finding, analysis: Analysis | null, descriptors: LoggedDescriptors | null = null): FindingAccount {
    const diagnosis = analysis?.kind === 'diagnosed' ? analysis.diagnosis : null;
    const id = findingId(finding);
    // The kernel's own words are the finding.
    const kernelLog = finding.verdict === 'kernel' ? null : this.#kernelWords.around(finding, id);
    return { id, text: findingText(finding, diagnosis), analysis, kernelLog, descriptors };
  }

  #record(finding: Finding, analysis: Analysis | null): number {
    const line = this.#store.record(finding, this.#account(finding, analysis));
    const { observer, control } = this.#parts;
    observer.finding(line);
    const { maxFindings } = control;
    if (maxFindings !== null && this.#store.total >= maxFindings) this.#enough.abort();
    return line.number;
  }

  async #analyse(finding: OperationFinding, others: readonly Standing[]): Promise<Analysis | null> {
    if (this.#examined === MAX_EXAMINED) return skipped(`the first ${String(MAX_EXAMINED)} findings of the run were`);
    if (this.#milliseconds > MAX_EXAMINING_MILLISECONDS) {
      return skipped(`it had taken ${(this.#milliseconds / 1000).toFixed(1)} s of the run already`);
    }
    try {
      const started = performance.now();
      const analysis = await this.#parts.scenario.examine(finding, others);
      if (analysis !== null) this.#examined += 1;
      this.#milliseconds += performance.now() - started;
      return analysis;
    } catch (thrown) {
      return skipped(`the examination failed (${this.#failed('examination-failed', thrown)})`);
    }
  }
}

function skipped(why: string): Analysis {
  return { kind: 'skipped', why };
}
