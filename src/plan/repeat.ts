/** Operations first … first+count-1 of one burst of one worker. */
export interface OperationRange {
  readonly worker: number;
  readonly burst: number;
  readonly first: number;
  readonly count: number;
}

/** What a replay does instead of one burst after the other: each range by a thread of its own, again and again. */
export interface Repeat {
  readonly times: number;
  /** Of different workers. The first is the one that counts. */
  readonly ranges: readonly OperationRange[];
}

/** Operations that a worker does after the failed one, where all of its burst or of its neighbours is replayed. */
const AFTER = 32;

/** How much of what went on around a failure is done again. */
export const REPLAY_SCOPES = ['alone', 'burst', 'neighbours'] as const;
export type ReplayScope = (typeof REPLAY_SCOPES)[number];

/**
 * @param workers how many the run had
 * @param at the failed operation
 */
export function repeatOf(
  scope: ReplayScope,
  at: { readonly worker: number; readonly burst: number; readonly operation: number },
  workers: number,
  times: number,
): Repeat {
  const { worker, burst, operation } = at;
  switch (scope) {
    case 'alone':
      return { times, ranges: [{ worker, burst, first: operation, count: 1 }] };
    case 'burst':
      return { times, ranges: [{ worker, burst, first: 0, count: operation + 1 + AFTER }] };
    case 'neighbours': {
      // Bursts are of equal length, so that the others were in the same one, and about as far.
      const others = Array.from({ length: workers }, (_, other) => other).filter((other) => other !== worker);
      return {
        times,
        ranges: [worker, ...others].map((each) => ({ worker: each, burst, first: 0, count: operation + 1 + AFTER })),
      };
    }
  }
}
