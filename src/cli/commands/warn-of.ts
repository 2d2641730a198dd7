import type { FoundRuns } from '../../results/find-runs.js';

/** Says on stderr, in a line each, what was left out. Returns the same lines. */
export function warnOf(found: readonly FoundRuns[]): readonly string[] {
  const problems = found.flatMap((each) => each.problems);
  for (const problem of problems) process.stderr.write(`afalg-stress: skipped: ${problem}\n`);
  return problems;
}
