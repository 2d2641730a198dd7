import type { Standing } from '../forensics/damaged-operation.js';
import type { Analysis } from '../forensics/hypothesis.js';
import type { RunDocument } from '../results/documents/run.js';
import type { Driver } from '../results/documents/summary.js';
import type { OperationFinding, SetupFinding } from '../results/finding.js';
import type { HostProgram } from './host/host-program.js';
import type { HostSession } from './host/host-session.js';

/** What came of the preparations. */
export type SetUp =
  | {
      readonly kind: 'ready';
      readonly drivers: readonly Driver[];
      /** Lets the other workers join those that are at work; null when all are there. */
      readonly others: (() => Promise<SetUp>) | null;
    }
  /** What is to be tested is there, and does not work: that is a finding, not a reason to say nothing. */
  | { readonly kind: 'refused'; readonly finding: SetupFinding; readonly text: string }
  | { readonly kind: 'host-ended' };

/**
 * What a run tests. A run knows host process, watchdog, journal, kernel log, stress-ng and findings; all that is
 * particular to AF_ALG, or to whatever else there is to test, it asks its scenario.
 */
export interface Scenario {
  /** As in file names and reports: `0x5eed`. */
  readonly seed: string;
  /** What is tested, for people: `cbc(aes)`. */
  readonly subject: string;
  readonly host: HostProgram;
  /** What run.json says of it. */
  readonly facts: Pick<RunDocument, 'seed' | 'planDigest' | 'workloadDigest' | 'settings'>;
  /**
   * Everything between the start of the host process and its first operation. Waits for nothing but the session, which
   * is bounded.
   *
   * @throws CommandError when there is nothing to test
   */
  setUp(session: HostSession): Promise<SetUp>;
  /** The name of an operation by its place in the run: `seed:worker:burst:operation`. */
  operationAt(place: Standing): string;
  /** What explains a finding; null when there is nothing to explain. @param others where every worker stood */
  examine(
    finding: OperationFinding,
    others: readonly Standing[],
  ): Promise<Extract<Analysis, { kind: 'diagnosed' }> | null>;
}
