import type { BenchCell, Measured } from './bench-result.js';

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

/** The measured cells in the text of a result; undefined when it is none of ours, or of another version. */
export function readEarlier(text: string): readonly EarlierCell[] | undefined {
  const document = fieldsOf(parse(text));
  if (document['schema'] !== 'afalg-stress/bench' || document['version'] !== 1) return undefined;
  const { cells } = document;
  if (!Array.isArray(cells)) return undefined;
  return cells.flatMap((value: unknown) => {
    const { algorithm, keySize, direction, length, afAlg } = fieldsOf(value);
    const { kind, megabytesPerSecond, noisePercent } = fieldsOf(afAlg);
    return kind === 'measured' &&
      typeof algorithm === 'string' &&
      typeof keySize === 'number' &&
      (direction === 'encrypt' || direction === 'decrypt') &&
      typeof length === 'number' &&
      typeof megabytesPerSecond === 'number' &&
      typeof noisePercent === 'number'
      ? [{ algorithm, keySize, direction, length, megabytesPerSecond, noisePercent }]
      : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
