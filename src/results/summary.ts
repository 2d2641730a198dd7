import type { EngineEvidence } from '../kernel/engine-evidence.js';
import type { CryptoEntry } from '../kernel/proc-crypto.js';
import type { BucketCounts, LatencyHistogram } from './histogram.js';
import type { Verdict } from './verdict.js';

/** Why a run ended. */
export type EndReason =
  'duration' | 'operations' | 'max-findings' | 'interrupted' | 'hung' | 'host-died' | 'harness-failed';

/** A finding in one line, and where the rest of it is. */
export interface FindingLine {
  readonly number: number;
  readonly verdict: Verdict;
  /** `seed:worker:burst:operation`; empty when it is about no one operation. */
  readonly key: string;
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

/** summary.json. A reader must refuse another `version`. */
export interface Summary {
  readonly schema: 'afalg-stress/summary';
  readonly version: 1;
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly ended: EndReason;
  /** What made the verdict `broken`; empty otherwise. */
  readonly problems: readonly string[];
  readonly seed: string;
  readonly algorithm: string;
  readonly drivers: readonly Driver[];
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly elapsedSeconds: number;
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
  /** The first 100. */
  readonly findings: readonly FindingLine[];
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
