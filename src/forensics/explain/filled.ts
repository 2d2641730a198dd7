import { POISON } from '../../afalg/layout.js';
import type { Scene } from '../scene.js';
import type { Explanation } from '../hypothesis.js';

/** A run of equal bytes this long is not cipher output. */
const MINIMUM_RUN = 4;

/** A range that holds one value throughout: zeros, mostly. The poison is another matter (unwritten.ts). */
export function filled({ damage }: Scene): readonly Explanation[] {
  const { actual, first, end } = damage;
  const value = actual[first] ?? POISON;
  if (value === POISON) return [];
  let to = first;
  while (to < end && actual[to] === value) to += 1;
  const explained = damage.countIn(first, to);
  const all = explained === damage.count;
  const long = to - first >= MINIMUM_RUN;
  if (!long && !(all && explained > 1)) return [];
  const because = `${String(to - first)} bytes in a row are 0x${value.toString(16).padStart(2, '0')}`;
  const confidence = !all ? 'possible' : explained >= MINIMUM_RUN ? 'certain' : 'likely';
  return [{ what: { kind: 'filled', value, from: first, to }, confidence, explained, because }];
}
