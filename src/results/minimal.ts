import type { Workload } from '../plan/workload.js';
import type { Verdict } from './verdict.js';

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
export type MinimiseEnd = 'complete' | 'budget' | 'interrupted' | 'hung';

/** How the smallest workload did, started anew several times. */
export interface RepeatedRuns extends FailureCount {
  readonly runs: number;
  readonly failedRuns: number;
  /** Operations of a run, all workers together. */
  readonly operationsPerRun: number;
}

/** minimal.json. A reader must refuse another `version`. */
export interface MinimalDocument {
  readonly schema: 'afalg-stress/minimal';
  readonly version: 1;
  readonly finding: {
    readonly directory: string;
    readonly verdict: Verdict;
    readonly key: string;
    readonly text: string;
  };
  readonly ended: MinimiseEnd;
  readonly steps: readonly MinimiseStep[];
  readonly algorithm: string;
  readonly drivers: readonly string[];
  readonly kernel: string;
  readonly workload: Readonly<Record<string, unknown>>;
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
