import type { RunStatus } from '../results/run-status.js';
import type { FindingLine } from '../results/documents/summary.js';

/** Who watches a run: the command line, or a test. */
export interface RunObserver {
  /** The run's directory is there. */
  began(directory: string): void;
  status(status: RunStatus): void;
  finding(line: FindingLine): void;
  /** Something the user must know at once. */
  notice(text: string): void;
}
