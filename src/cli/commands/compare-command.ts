import { OptionValues } from '../../options/option-values.js';
import { UsageError } from '../../options/usage-error.js';
import { COMPARE } from '../../results/documents/many-runs.js';
import { compareText } from '../../report/compare-text.js';
import { compareRuns } from '../../results/compare-runs.js';
import { EXIT, type ExitCode } from '../../results/exit-code.js';
import { findRuns, refuseNothing } from '../../results/find-runs.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { warnOf } from './warn-of.js';

/** `afalg-stress compare`, from arguments and option texts to exit code: 1 when something fails only later. */
export function compareCommand({ positionals: directories, texts }: Invocation): ExitCode {
  if (directories.length < 2) {
    throw new UsageError(`'${directories[0] ?? ''}': give two or more directories; the first is the baseline`);
  }
  const found = directories.map(findRuns);
  const skipped = warnOf(found);
  refuseNothing(found.slice(0, 1));
  refuseNothing(found.slice(1));
  const comparison = compareRuns(found);
  const json = new OptionValues(texts).flag('json');
  print(json ? COMPARE.write({ ...comparison, skipped }) : compareText(comparison));
  const isNews = comparison.sides.some(({ boardsWithNews }) => boardsWithNews.length > 0);
  return isNews ? EXIT.finding : EXIT.passed;
}
