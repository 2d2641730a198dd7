import { object } from '../../codec/structures.js';
import { choice, oneOf, text } from '../../codec/values.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { ALL_VERDICTS, type FindingVerdict, type Verdict } from '../verdict.js';
import { Format } from './format.js';

/** What `--json` prints of a command that ended before it had a result of its own. */
export interface Ending {
  /** `usage`: of the command line. `interrupted`: before anything was tested. */
  readonly verdict: Verdict | 'usage' | 'interrupted';
  readonly exitCode: ExitCode;
  /** The cause and the remedy, as on stderr. */
  readonly reason: string;
}

/** The verdict that an exit code stands for, but for a finding, which may have several. */
const VERDICT_OF: Readonly<Record<Exclude<ExitCode, typeof EXIT.finding>, Ending['verdict']>> = {
  [EXIT.passed]: 'pass',
  [EXIT.broken]: 'broken',
  [EXIT.nothingTested]: 'unsupported',
  [EXIT.usage]: 'usage',
  [EXIT.interrupted]: 'interrupted',
};

/** @param verdict of a finding */
export function endingOf(exitCode: ExitCode, reason: string, verdict: FindingVerdict): Ending {
  return { verdict: exitCode === EXIT.finding ? verdict : VERDICT_OF[exitCode], exitCode, reason };
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
