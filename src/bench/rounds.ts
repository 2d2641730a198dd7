import { LatencyHistogram, type BucketCounts } from '../results/histogram.js';
import { latencySummary } from '../results/documents/summary.js';
import type { Measured } from './bench-result.js';

/** What one round of one side did. */
export interface Round {
  readonly operations: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly latency: BucketCounts;
  readonly maxMicroseconds: number;
}

/** Rounds as one result. Their spread is the noise: what a machine does to the same work within a second or so. */
export function summariseRounds(rounds: readonly Round[]): Measured {
  const rates = rounds.map(({ bytes, milliseconds }) => bytes / milliseconds / 1000).sort((one, other) => one - other);
  const median = rates[Math.floor(rates.length / 2)] ?? 0;
  const spread = (rates.at(-1) ?? 0) - (rates[0] ?? 0);
  const histogram = new LatencyHistogram();
  for (const { latency } of rounds) histogram.add(latency);
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const operations = sum((round) => round.operations);
  return {
    kind: 'measured',
    operations,
    operationsPerSecond: rounded((operations * 1000) / sum((round) => round.milliseconds)),
    megabytesPerSecond: rounded(median),
    latencyMicroseconds: latencySummary(histogram, Math.max(...rounds.map((round) => round.maxMicroseconds))),
    noisePercent: rounded(median === 0 ? 0 : (spread * 50) / median),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
