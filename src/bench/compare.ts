import { BENCH, type BenchCell, type Measured } from './bench-result.js';

/** A cell of an earlier result, as far as it was measured. */
export type EarlierCell = Pick<BenchCell, 'algorithm' | 'keySize' | 'direction' | 'length'> &
  Pick<Measured, 'megabytesPerSecond' | 'noisePercent'>;

/** How AF_ALG's throughput changed. */
export interface Change {
  readonly percent: number;
  /** Larger than the noise of both results together. */
  readonly exceedsNoise: boolean;
}

/** undefined when it was not measured then or is not now. */
export function changeSince(earlier: readonly EarlierCell[], cell: BenchCell): Change | undefined {
  if (cell.afAlg.kind !== 'measured') return undefined;
  const then = earlier.find(
    ({ algorithm, keySize, direction, length }) =>
      algorithm === cell.algorithm &&
      keySize === cell.keySize &&
      direction === cell.direction &&
      length === cell.length,
  );
  if (then === undefined || then.megabytesPerSecond === 0) return undefined;
  const percent = (cell.afAlg.megabytesPerSecond / then.megabytesPerSecond - 1) * 100;
  return { percent, exceedsNoise: Math.abs(percent) > then.noisePercent + cell.afAlg.noisePercent };
}

/**
 * The measured cells of an earlier result.
 *
 * @param source for the message: the path of the file
 * @throws CommandError (broken) when it is none of ours, damaged, or of another version
 */
export function readEarlier(text: string, source: string): readonly EarlierCell[] {
  return BENCH.read(text, source).cells.flatMap(({ algorithm, keySize, direction, length, afAlg }) => {
    if (afAlg.kind !== 'measured') return [];
    const { megabytesPerSecond, noisePercent } = afAlg;
    return [{ algorithm, keySize, direction, length, megabytesPerSecond, noisePercent }];
  });
}
