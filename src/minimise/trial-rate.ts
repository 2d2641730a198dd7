import type { FailureCount } from '../results/documents/minimal.js';

/** The normal distribution's quantile for a two-sided interval of 95 %. */
const Z = 1.959964;

/** Failures per operation. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the true rate lies, with 95 % confidence: Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927),
 * which is of use down to no failure at all.
 */
export function rateInterval({ failures, operations }: FailureCount): Interval {
  if (operations === 0) return { low: 0, high: 1 };
  const rate = failures / operations;
  const square = (Z * Z) / operations;
  const centre = (rate + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / operations + square / (4 * operations))) / (1 + square);
  return {
    low: failures === 0 ? 0 : Math.max(0, centre - half),
    high: failures === operations ? 1 : Math.min(1, centre + half),
  };
}

/** How many operations show something of this rate at least once, with this probability. */
export function operationsToShow(rate: number, probability: number): number {
  if (rate >= 1) return 1;
  return Math.ceil(Math.log1p(-probability) / Math.log1p(-rate));
}

/** The probability that this many operations show a failure of this rate at least once. */
export function chanceToShow(rate: number, operations: number): number {
  return -Math.expm1(operations * Math.log1p(-Math.min(rate, 1)));
}
