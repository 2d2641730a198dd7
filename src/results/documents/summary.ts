import type { EngineEvidence } from '../../kernel/engine-evidence.js';
import type { CryptoEntry } from '../../kernel/proc-crypto.js';
import { list, nullable, object, pair, renamed, since, tagged } from '../../codec/structures.js';
import { choice, count, number, oneOf, text, whole } from '../../codec/values.js';
import type { Codec } from '../../codec/codec.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { HISTOGRAM_BUCKETS, MAX_FLIGHTS, type EngineName } from '../../afalg/layout.js';
import { ENGINE_NAMES } from '../../afalg/engine-choice.js';
import type { BucketCounts, LatencyHistogram } from '../histogram.js';
import { ALL_VERDICTS, type Verdict, type VerdictCounts } from '../verdict.js';
import { Format } from './format.js';
import { CRYPTO_ENTRY } from './kernel-parts.js';

/** Why a run ended. */
export const END_REASONS = [
  ...(['duration', 'operations', 'max-findings', 'interrupted'] as const),
  ...(['hung', 'host-died', 'harness-failed', 'kernel-died'] as const),
  /** Of a run whose summary was never written: its machine died, or it is still running. */
  'unfinished',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** A finding in one line, and where the rest of it is. */
export interface FindingLine {
  readonly number: number;
  readonly verdict: Verdict;
  /** `seed:worker:burst:operation`, in the file `key`; empty when it is about no one operation. */
  readonly id: string;
  readonly text: string;
  /** Relative to the run's directory; null beyond the limit on directories, or when the disk refused. */
  readonly directory: string | null;
}

export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p99_9: number;
  readonly max: number;
}

/** How stress-ng ran beside the test. */
export interface StressNgReport {
  readonly version: string;
  readonly commandLine: string;
  readonly pid: number;
  /** null while it ran until we ended it. */
  readonly endedEarlyAfterSeconds: number | null;
  readonly exit: string;
  /** Its own `metrc:` lines. */
  readonly metrics: readonly string[];
}

export interface Driver extends CryptoEntry {
  /** Workers it served: with several entries the priority changed while workers were binding. */
  readonly workers: number;
}

/** How operations reached the kernel. */
export interface Submission {
  readonly engine: EngineName;
  /** Operations in flight per worker. */
  readonly depth: number;
  /** How often the driver's queue had no room, and an operation was begun again: nothing wrong with it. */
  readonly queueFull: number;
}

/** How much of the kernel log the run saw. */
export type KernelLogReport =
  | {
      readonly kind: 'read';
      /** During the run. */
      readonly records: number;
      /** Overwritten before they could be read. */
      readonly lost: number;
      /** Read and examined, but beyond what kmsg.log may hold. */
      readonly notKept: number;
    }
  | { readonly kind: 'blind'; readonly reason: string };

/** What the kernel says of itself. */
export interface KernelReport {
  readonly log: KernelLogReport;
  /** Alarming lines beyond 200 different texts: in kmsg.log, but no findings. */
  readonly otherAlarms: number;
  /** /proc/sys/kernel/tainted, and the flags that are new. */
  readonly taint: { readonly before: string; readonly after: string; readonly gained: readonly string[] };
  readonly engine: EngineEvidence;
}

/** summary.json: what a run came to. */
export interface Summary {
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  readonly ended: EndReason;
  /** What made the verdict `broken`; empty otherwise. */
  readonly problems: readonly string[];
  readonly seed: string;
  readonly algorithm: string;
  readonly drivers: readonly Driver[];
  readonly submission: Submission;
  readonly counts: VerdictCounts;
  readonly elapsedSeconds: number;
  /** Of all workers together: from the moment on that the last had joined. */
  readonly operationsPerSecond: number;
  readonly bytes: number;
  /** 10^6 bytes per second. */
  readonly megabytesPerSecond: number;
  /** Of the operations that passed, from before sendmsg to after recv. */
  readonly latencyMicroseconds: Latency;
  /** Nanoseconds, `[bucket, count]`; docs/results.md says which bucket is which. */
  readonly latencyBuckets: BucketCounts;
  readonly stressNg: StressNgReport | null;
  readonly kernel: KernelReport;
  /** The first 100 of each verdict. */
  readonly findings: readonly FindingLine[];
  /** Further ones, in the results only. */
  readonly findingsNotListed: number;
  /** Peak resident memory of our own processes. */
  readonly memoryKiB: { readonly cli: number; readonly host: number };
  /** Event lines and files the disk would not take. */
  readonly lost: { readonly lines: number; readonly files: number };
}

/** Percentiles are upper ends of 3.1 % wide buckets, so none may exceed the largest value really seen. */
export function latencySummary(histogram: LatencyHistogram, maxMicroseconds: number): Latency {
  const microseconds = (percent: number): number =>
    Math.min(Math.round(histogram.percentile(percent) / 10) / 100, maxMicroseconds);
  return {
    p50: microseconds(50),
    p90: microseconds(90),
    p99: microseconds(99),
    p99_9: microseconds(99.9),
    max: maxMicroseconds,
  };
}

const SUBMISSION: Codec<Submission> = object<Submission>({
  engine: choice(ENGINE_NAMES),
  depth: whole(1, MAX_FLIGHTS),
  queueFull: count,
});

const EXIT_CODE: Codec<ExitCode> = oneOf(Object.values(EXIT));

export const LATENCY: Codec<Latency> = object({ p50: number, p90: number, p99: number, p99_9: number, max: number });

export const STRESS_NG: Codec<StressNgReport> = object({
  version: text,
  commandLine: text,
  pid: count,
  endedEarlyAfterSeconds: nullable(number),
  exit: text,
  metrics: list(text),
});

export const DRIVER: Codec<Driver> = object({ ...CRYPTO_ENTRY, workers: count });

const LOG: Codec<KernelLogReport> = tagged('kind', {
  read: object({ records: count, lost: count, notKept: count }),
  blind: object({ reason: text }),
});

const COUNTER = object({ source: text, name: text, before: number, after: number });

const ENGINE: Codec<EngineEvidence> = tagged('kind', {
  software: object({}),
  worked: object({ counters: list(COUNTER) }),
  idle: object({ counters: list(COUNTER) }),
  unknown: object({}),
});

export const KERNEL: Codec<KernelReport> = object({
  log: LOG,
  otherAlarms: count,
  taint: object({ before: text, after: text, gained: list(text) }),
  engine: ENGINE,
});

export const FINDING_LINE: Codec<FindingLine> = renamed(
  object<FindingLine>({
    number: count,
    verdict: choice(ALL_VERDICTS),
    id: text,
    text,
    directory: nullable(text),
  }),
  { id: 'key' },
);

export const COUNTS: Codec<VerdictCounts> = object({
  ...{ pass: count, wrong: count, overrun: count, length: count, refused: count },
  ...{ hung: count, kernel: count, unsupported: count, broken: count },
});

export const END_REASONS_FORMAT: Codec<EndReason> = choice(END_REASONS);

export const LOST: Codec<Summary['lost']> = object({ lines: count, files: count });

export const SUMMARY = new Format<Summary>(
  'summary',
  1,
  object<Summary>({
    verdict: choice(ALL_VERDICTS),
    exitCode: EXIT_CODE,
    ended: END_REASONS_FORMAT,
    problems: list(text),
    seed: text,
    algorithm: text,
    drivers: list(DRIVER),
    submission: since({ engine: 'sync', depth: 1, queueFull: 0 }, SUBMISSION),
    counts: COUNTS,
    elapsedSeconds: number,
    operationsPerSecond: number,
    bytes: count,
    megabytesPerSecond: number,
    latencyMicroseconds: LATENCY,
    latencyBuckets: list(pair(whole(0, HISTOGRAM_BUCKETS - 1), count)),
    stressNg: nullable(STRESS_NG),
    kernel: KERNEL,
    findings: list(FINDING_LINE),
    findingsNotListed: since(0, count),
    memoryKiB: object({ cli: count, host: count }),
    lost: LOST,
  }),
);
