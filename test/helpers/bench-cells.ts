import type { Measured } from '#dist/bench/bench-result.js';

export function measured(megabytesPerSecond: number, noisePercent: number): Measured {
  return {
    kind: 'measured',
    operations: 1000,
    operationsPerSecond: 1000,
    megabytesPerSecond,
    latencyMicroseconds: { p50: 118.2, p90: 200, p99: 1234.5, p99_9: 4200, max: 9000 },
    noisePercent,
  };
}
