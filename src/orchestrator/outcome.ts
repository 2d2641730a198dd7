import { EXIT, exitCodeOf, type ExitCode } from '../results/exit-code.js';
import type { EndReason } from '../results/summary.js';
import type { Verdict } from '../results/verdict.js';

/** The gravest first: what a run is called that found several kinds. */
const FINDINGS_BY_GRAVITY = ['hung', 'overrun', 'wrong', 'length', 'refused', 'kernel'] as const;

/** The verdict on a whole run. A finding stands even when the harness broke later. */
export function runVerdict(counts: Readonly<Record<Verdict, number>>, problems: readonly string[]): Verdict {
  const finding = FINDINGS_BY_GRAVITY.find((verdict) => counts[verdict] > 0);
  if (finding !== undefined) return finding;
  if (problems.length > 0 || counts.broken > 0) return 'broken';
  return counts.pass > 0 ? 'pass' : 'unsupported';
}

/** An interrupted run ends with 130 whatever it found, as long as its results are what they claim to be. */
export function runExitCode(verdict: Verdict, ended: EndReason): ExitCode {
  return ended === 'interrupted' && verdict !== 'broken' ? EXIT.interrupted : exitCodeOf(verdict);
}
