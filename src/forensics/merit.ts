import type { Confidence, Explanation } from './hypothesis.js';

const SURENESS: Readonly<Record<Confidence, number>> = { certain: 2, likely: 1, possible: 0 };

/** Who is surer comes first, then who explains more; only what explains everything is ever more than possible. */
export function byMerit(one: Explanation, other: Explanation): number {
  return SURENESS[other.confidence] - SURENESS[one.confidence] || other.explained - one.explained;
}
