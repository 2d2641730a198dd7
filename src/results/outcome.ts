import { EXIT, type ExitCode } from './exit-code.js';
import type { EndReason } from './documents/summary.js';
import { BY_GRAVITY, exitCodeOf, type Verdict, type VerdictCounts } from './verdict.js';

/** The verdict on a whole run. A finding stands even when the harness broke later. */
export function runVerdict(counts: VerdictCounts, problems: readonly string[]): Verdict {
  const finding = BY_GRAVITY.find((verdict) => counts[verdict] > 0);
  if (finding !== undefined) return finding;
  if (problems.length > 0 || counts.broken > 0) return 'broken';
  return counts.pass > 0 ? 'pass' : 'unsupported';
}

/** An interrupt is the usual end of a run without --duration: what was found before it counts. */
export function runExitCode(verdict: Verdict, ended: EndReason): ExitCode {
  const isClean = verdict === 'pass' || verdict === 'unsupported';
  return ended === 'interrupted' && isClean ? EXIT.interrupted : exitCodeOf(verdict);
}
