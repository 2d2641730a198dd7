import type { Codec } from '../../codec/codec.js';
import { list, nullable, object, optional, since, tagged, type Fields } from '../../codec/structures.js';
import { choice, count, flag, number, text } from '../../codec/values.js';
import { NEWS, type ComparedGroup, type ComparedSide, type Comparison, type Since } from '../compare-runs.js';
import type { FindingCounts, RunEnding, StoredRun } from '../stored-run.js';
import { Format } from './format.js';

/** What `history --json` prints. */
export interface History {
  readonly runs: readonly StoredRun[];
  /** Why each that was left out was. */
  readonly skipped: readonly string[];
}

/** What `compare --json` prints. */
export interface ComparisonDocument extends Comparison {
  readonly skipped: readonly string[];
}

/** Verdicts without any are left out. */
const FINDINGS: Codec<FindingCounts> = object<FindingCounts>({
  ...{ wrong: optional(count), overrun: optional(count), length: optional(count) },
  ...{ refused: optional(count), hung: optional(count), kernel: optional(count) },
  broken: optional(count),
});

const ENDING: Codec<RunEnding> = tagged('kind', {
  ended: object({ exitCode: count, operations: count, operationsPerSecond: number, p99Microseconds: number }),
  unfinished: object({}),
});

export const HISTORY = new Format<History>(
  'history',
  1,
  object<History>({
    runs: list(
      object<StoredRun>({
        ...{ directory: text, started: text, board: text, boardModel: text, serialNumber: text, kernelRelease: text },
        ...{ guest: nullable(text), algorithm: text, drivers: list(text), seed: text, workload: text },
        replay: since(false, flag),
        ...{ findings: FINDINGS, ending: ENDING },
      }),
    ),
    skipped: list(text),
  }),
);

const SINCE: Codec<Since> = object<Since>({
  operationsPerSecondPercent: nullable(number),
  p99Percent: nullable(number),
  otherDrivers: nullable(list(text)),
  news: list(choice(NEWS)),
});

const GROUP: Fields<ComparedGroup> = {
  ...{ directory: text, board: text, kernelRelease: text, algorithm: text, drivers: list(text), workload: text },
  ...{ runs: count, unfinished: count, operationsPerSecond: nullable(number), p99Microseconds: nullable(number) },
  ...{ findings: FINDINGS, since: nullable(SINCE) },
};

export const COMPARE = new Format<ComparisonDocument>(
  'compare',
  1,
  object<ComparisonDocument>({
    groups: list(object(GROUP)),
    sides: list(
      object<ComparedSide>({
        ...{ directory: text, boards: count, runs: count, medianPercent: nullable(number) },
        slowest: nullable(object({ board: text, percent: number })),
        ...{ boardsWithNews: list(text), missingBoards: list(text) },
      }),
    ),
    skipped: list(text),
  }),
);
