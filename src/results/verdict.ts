/** What can be said of an operation or of a run. Closed: whoever adds one must decide everywhere what it means. */
export type Verdict =
  /** Every byte as node:crypto says. */
  | 'pass'
  /** Output bytes differ. */
  | 'wrong'
  /** Guard bytes around the output changed. */
  | 'overrun'
  /** A byte count that cannot be: short, or more than was asked for. */
  | 'length'
  /** An errno. EINVAL after a well-formed request is the engine's failure: CAAM reports all of its errors so. */
  | 'refused'
  /** No progress for longer than the stall timeout. */
  | 'hung'
  /** Taint, oops, or a driver's error line in the kernel log. */
  | 'kernel'
  /** There is nothing to test here. Never counted as a pass. */
  | 'unsupported'
  /** The harness failed, not the kernel. */
  | 'broken';

/** Those that a finding can have. */
export const FINDING_VERDICTS = ['wrong', 'overrun', 'length', 'refused', 'hung', 'kernel', 'broken'] as const;
export type FindingVerdict = (typeof FINDING_VERDICTS)[number];
