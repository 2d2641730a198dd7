import { object } from '../../codec/structures.js';
import { choice, oneOf, text } from '../../codec/values.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { ALL_VERDICTS, type Verdict } from '../verdict.js';
import { Format } from './format.js';

/** What `--json` prints of a command that ended before it had a result of its own. */
export interface Ending {
  /** `usage`: of the command line. `interrupted`: before anything was tested. */
  readonly verdict: Verdict | 'usage' | 'interrupted';
  readonly exitCode: ExitCode;
  /** The cause and the remedy, as on stderr. */
  readonly reason: string;
}

/** The verdict that an exit code stands for when nothing else is known. */
const VERDICT_OF: Readonly<Record<ExitCode, Ending['verdict']>> = {
  [EXIT.passed]: 'pass',
  [EXIT.finding]: 'kernel',
  [EXIT.broken]: 'broken',
  [EXIT.nothingTested]: 'unsupported',
  [EXIT.usage]: 'usage',
  [EXIT.interrupted]: 'interrupted',
};

export function endingOf(exitCode: ExitCode, reason: string): Ending {
  return { verdict: VERDICT_OF[exitCode], exitCode, reason };
}

export const ENDING = new Format<Ending>(
  'ending',
  1,
  object<Ending>({
    verdict: choice([...ALL_VERDICTS, 'usage', 'interrupted'] as const),
    exitCode: oneOf(Object.values(EXIT)),
    reason: text,
  }),
);
