import { nullable, object, renamed } from '../../codec/structures.js';
import { choice, count, text } from '../../codec/values.js';
import { REPLAY_SCOPES, type ReplayScope } from '../../plan/repeat.js';
import { ALL_VERDICTS, type Verdict } from '../verdict.js';
import { Format } from './format.js';

/** What came of a replay: what `replay --json` prints. */
export interface ReplayResult {
  /** `seed:worker:burst:operation`, in the document `key`. */
  readonly id: string;
  readonly algorithm: string;
  readonly scope: ReplayScope;
  /** How often the operation was done; null when the run ended early. */
  readonly times: number | null;
  readonly failed: number;
  /** Findings about something else: another operation, the kernel log, a hang. */
  readonly otherFindings: number;
  readonly verdict: Verdict;
  readonly directory: string;
}

export const REPLAY = new Format<ReplayResult>(
  'replay',
  1,
  renamed(
    object<ReplayResult>({
      id: text,
      algorithm: text,
      scope: choice(REPLAY_SCOPES),
      times: nullable(count),
      failed: count,
      otherFindings: count,
      verdict: choice(ALL_VERDICTS),
      directory: text,
    }),
    { id: 'key' },
  ),
);
