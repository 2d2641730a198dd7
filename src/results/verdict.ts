import { EXIT, type ExitCode } from './exit-code.js';

interface VerdictRow {
  /** Of a run with this verdict. */
  readonly exitCode: ExitCode;
  /** Which verdict a run has that found several kinds: the gravest. 0: not a finding about the kernel. */
  readonly gravity: number;
  /** Whether a finding can have it. */
  readonly finding: boolean;
  /** Whether an operation can end so. */
  readonly operation: boolean;
}

/**
 * What can be said of an operation or of a run. Closed: whoever adds a row must say here what it means, and is shown by
 * the compiler where it has to be put into words.
 */
const VERDICTS = {
  /** Every byte as node:crypto says. */
  pass: { exitCode: EXIT.passed, gravity: 0, finding: false, operation: true },
  /** Output bytes differ. */
  wrong: { exitCode: EXIT.finding, gravity: 4, finding: true, operation: true },
  /** Guard bytes around the output changed. */
  overrun: { exitCode: EXIT.finding, gravity: 5, finding: true, operation: true },
  /** A byte count that cannot be: short, or more than was asked for. */
  length: { exitCode: EXIT.finding, gravity: 3, finding: true, operation: true },
  /** An errno. EINVAL after a well-formed request is the engine's failure: CAAM reports all of its errors so. */
  refused: { exitCode: EXIT.finding, gravity: 2, finding: true, operation: true },
  /** No progress for longer than the stall timeout. */
  hung: { exitCode: EXIT.finding, gravity: 6, finding: true, operation: false },
  /** Taint, oops, or a driver's error line in the kernel log. */
  kernel: { exitCode: EXIT.finding, gravity: 1, finding: true, operation: false },
  /** There is nothing to test here. Never counted as a pass. */
  unsupported: { exitCode: EXIT.nothingTested, gravity: 0, finding: false, operation: false },
  /** The harness failed, not the kernel. */
  broken: { exitCode: EXIT.broken, gravity: 0, finding: true, operation: true },
} as const satisfies Readonly<Record<string, VerdictRow>>;

type Table = typeof VERDICTS;
export type Verdict = keyof Table;
/** Those that a finding can have. */
export type FindingVerdict = { [V in Verdict]: Table[V]['finding'] extends true ? V : never }[Verdict];

export const ALL_VERDICTS: readonly Verdict[] = Object.keys(VERDICTS).filter(isVerdict);
export const FINDING_VERDICTS: readonly FindingVerdict[] = ALL_VERDICTS.filter(isFindingVerdict);
/** What a run can have found of the kernel, the gravest first. */
export const BY_GRAVITY: readonly Verdict[] = ALL_VERDICTS.filter((verdict) => VERDICTS[verdict].gravity > 0).sort(
  (one, other) => VERDICTS[other].gravity - VERDICTS[one].gravity,
);
/** How an operation can end. */
export const OPERATION_VERDICTS: readonly Verdict[] = ALL_VERDICTS.filter((verdict) => VERDICTS[verdict].operation);

/** How many of each. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

export function noCounts(): Record<Verdict, number> {
  return { pass: 0, wrong: 0, overrun: 0, length: 0, refused: 0, hung: 0, kernel: 0, unsupported: 0, broken: 0 };
}

/** Of a run with this verdict. */
export function exitCodeOf(verdict: Verdict): ExitCode {
  return VERDICTS[verdict].exitCode;
}

function isVerdict(name: string): name is Verdict {
  return Object.hasOwn(VERDICTS, name);
}

function isFindingVerdict(verdict: Verdict): verdict is FindingVerdict {
  return VERDICTS[verdict].finding;
}
