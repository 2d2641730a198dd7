import type { Standing } from '../forensics/damaged-operation.js';
import { FindingStore } from './finding-store.js';
import type { Finding, OperationFinding, SetupFinding } from '../results/finding.js';
import type { Journal } from '../results/journal.js';
import type { Driver, KernelReport } from '../results/documents/summary.js';
import { KernelWatch } from './kernel/kernel-watch.js';
import type { RunParts } from './run-parts.js';
import { Recorder } from './recorder.js';

/** What a run finds: its workers' findings and the kernel's own words, side by side. */
export class RunFindings {
  readonly store: FindingStore;
  readonly kernel: KernelWatch;
  readonly #recorder: Recorder;
  readonly #journal: Journal;

  constructor(parts: RunParts) {
    const { directory, scenario, context } = parts;
    this.#journal = directory.journal;
    this.store = new FindingStore(directory);
    this.#recorder = new Recorder(parts, this.store, {
      around: (finding, id) => (this.kernel.blind === null ? this.kernel.around(finding, id) : null),
    });
    this.kernel = new KernelWatch(directory.path, scenario.seed, context.started, {
      finding: (finding, dumps) => this.#recorder.kernel(finding, dumps),
      amend: (number, finding) => {
        this.#recorder.amend(number, finding);
      },
    });
  }

  /** Aborted when there are as many as --max-findings. */
  get enough(): AbortSignal {
    return this.#recorder.enough;
  }

  /** Settles when everything handed in so far is on the disk. */
  get settled(): Promise<void> {
    return this.#recorder.settled;
  }

  /** From a worker: examined first. Settles when it is on the disk. `workers`: where all of them stood. */
  async found(finding: OperationFinding | SetupFinding, workers: readonly Standing[]): Promise<void> {
    return this.#recorder.found(finding, workers);
  }

  /** At once, for what has no bytes to examine. */
  record(finding: Exclude<Finding, OperationFinding>): void {
    this.#recorder.record(finding);
  }

  /** The last look at the kernel. */
  concludeKernel(drivers: readonly Driver[]): KernelReport {
    const { report, moved } = this.kernel.finish(drivers);
    this.#journal.record({ event: 'kernel', ...report, moved });
    return report;
  }
}
