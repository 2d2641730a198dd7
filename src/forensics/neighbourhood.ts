import type { Standing } from './damaged-operation.js';

/** Bursts of others that are looked through: twice what ten workers need. Rebuilding one costs up to a millisecond. */
const MAX_BURSTS = 40;

/** A burst whose data may have got into the output, and how far it was. */
export interface NearbyBurst {
  readonly worker: number;
  readonly burst: number;
  /** The operation it was at; null where that is not known: a burst that is over. */
  readonly operation: number | null;
}

/**
 * Every burst that was going on around a failed operation, or had just ended: its own first, then its worker's last,
 * then those of the others.
 *
 * @param others where every worker stood when the failure was noticed
 */
export function nearbyBursts(own: Standing, others: readonly Standing[]): readonly NearbyBurst[] {
  const { worker, burst, operation } = own;
  const before = (of: { readonly worker: number; readonly burst: number }): readonly NearbyBurst[] =>
    of.burst > 0 ? [{ worker: of.worker, burst: of.burst - 1, operation: null }] : [];
  const strangers = others.filter((other) => other.worker !== worker);
  const all: readonly NearbyBurst[] = [
    { worker, burst, operation },
    ...before(own),
    ...strangers.map((other) => ({ worker: other.worker, burst: other.burst, operation: other.operation })),
    ...strangers.flatMap(before),
  ];
  return all.slice(0, MAX_BURSTS);
}
