import { OptionValues } from '../../options/option-values.js';
import { HISTORY } from '../../results/documents/many-runs.js';
import { historyText } from '../../report/history-text.js';
import { EXIT, type ExitCode } from '../../results/exit-code.js';
import { findRuns, refuseNothing } from '../../results/find-runs.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { warnOf } from './warn-of.js';

/** `afalg-stress history`, from arguments and option texts to exit code. */
export function historyCommand({ positionals: directories, texts }: Invocation): ExitCode {
  const found = directories.map(findRuns);
  const skipped = warnOf(found);
  refuseNothing(found);
  const runs = found.flatMap((each) => each.runs);
  const json = new OptionValues(texts).flag('json');
  print(json ? HISTORY.write({ runs, skipped }) : historyText(runs));
  return EXIT.passed;
}
