import type { Codec } from '../../codec/codec.js';
import { list, nullable, object, renamed, tagged } from '../../codec/structures.js';
import { choice, count, number, text, whole } from '../../codec/values.js';
import { WORKLOAD_FORMAT } from '../../plan/plans.js';
import type { Workload } from '../../plan/workload.js';
import { ALL_VERDICTS, type Verdict } from '../verdict.js';
import { Format } from './format.js';

/** How often something failed. */
export interface FailureCount {
  readonly failures: number;
  readonly operations: number;
}

/** The workload of a finding, or one made smaller. */
export interface Candidate {
  readonly workload: Workload;
  readonly workers: number;
  /** Arguments of stress-ng; null to run without it. */
  readonly stressNg: string | null;
}

/** What a trial says of a candidate. */
export type Judgement =
  /** It still fails, about as often as before. */
  | { readonly kind: 'fails' }
  /** It still fails, but much less often. */
  | { readonly kind: 'rarer' }
  /** The rate it was reduced from would have shown with this probability, and nothing did. */
  | { readonly kind: 'gone'; readonly confidence: number }
  /** As `gone`, but there was no time for enough operations to believe it. */
  | { readonly kind: 'undecided'; readonly confidence: number };

/** One step of the reduction: a trial, and what came of it. */
export interface MinimiseStep extends FailureCount {
  /** What was tried: `1 worker`, `length 2048`. */
  readonly change: string;
  readonly judgement: Judgement;
  /** 95 % confidence interval of failures per operation. */
  readonly low: number;
  readonly high: number;
  /** With the start of the host process. */
  readonly milliseconds: number;
}

/** Why the reduction ended. */
export const MINIMISE_ENDS = ['complete', 'budget', 'interrupted', 'hung'] as const;
export type MinimiseEnd = (typeof MINIMISE_ENDS)[number];

/** How the smallest workload did when started several times. */
export interface RepeatedRuns extends FailureCount {
  readonly runs: number;
  readonly failedRuns: number;
  /** Operations of a run, all workers together. */
  readonly operationsPerRun: number;
}

/** minimal.json. */
export interface MinimalDocument {
  readonly finding: {
    readonly directory: string;
    readonly verdict: Verdict;
    /** `seed:worker:burst:operation`, in the file `key`. */
    readonly id: string;
    readonly text: string;
  };
  readonly ended: MinimiseEnd;
  readonly steps: readonly MinimiseStep[];
  readonly algorithm: string;
  readonly drivers: readonly string[];
  readonly kernel: string;
  readonly workload: Workload;
  readonly workers: number;
  readonly stressNg: string | null;
  /** Failures per operation, and the 95 % confidence interval. */
  readonly rate: FailureCount & { readonly low: number; readonly high: number };
  readonly repeated: RepeatedRuns;
  /** `afalg-stress run ...` */
  readonly commandLine: string;
  /** The C program's file, beside this one. */
  readonly program: string;
}

const JUDGEMENT: Codec<Judgement> = tagged('kind', {
  fails: object({}),
  rarer: object({}),
  gone: object({ confidence: number }),
  undecided: object({ confidence: number }),
});

const COUNT = { failures: count, operations: count };
const INTERVAL = { low: number, high: number };

export const MINIMAL = new Format<MinimalDocument>(
  'minimal',
  1,
  object<MinimalDocument>({
    finding: renamed(object({ directory: text, verdict: choice(ALL_VERDICTS), id: text, text }), { id: 'key' }),
    ended: choice(MINIMISE_ENDS),
    steps: list(
      object<MinimiseStep>({ change: text, judgement: JUDGEMENT, ...COUNT, ...INTERVAL, milliseconds: number }),
    ),
    algorithm: text,
    drivers: list(text),
    kernel: text,
    workload: WORKLOAD_FORMAT,
    workers: whole(1),
    stressNg: nullable(text),
    rate: object({ ...COUNT, ...INTERVAL }),
    repeated: object<RepeatedRuns>({ ...COUNT, runs: count, failedRuns: count, operationsPerRun: count }),
    commandLine: text,
    program: text,
  }),
);
