import type { Case } from '../case.js';
import type { DataSource, TapePlace } from '../../hypothesis.js';
import type { NearbyBurst } from '../../neighbourhood.js';
import { standingOf, type Numbered } from '../operation-search.js';

/** Where bytes come from: the first burst near by whose tape holds them. */
export function findOnTapes(
  { tapes, nearby }: Case,
  bytes: Uint8Array,
): { readonly place: TapePlace; readonly burst: NearbyBurst } | undefined {
  for (const burst of nearby) {
    const place = tapes.find(burst.worker, burst.burst, bytes);
    if (place !== undefined) return { place, burst };
  }
  return undefined;
}

/**
 * Whose bytes these are. The latest operation fits best that had them at the same distance from its start; then one
 * that had them at the same address of the receive memory; then any that begins with them, or has them at all. Its output comes before its
 * input.
 *
 * @param place where the tape holds `length` bytes that stand `at` bytes into the output of the damaged operation
 */
export function sourceOf(found: Case, place: TapePlace, burst: NearbyBurst, at: number, length: number): DataSource {
  const { operation } = found;
  const own = (other: Numbered): boolean =>
    other.worker === operation.worker && other.burst === operation.burst && other.operation === operation.operation;
  const holds = (other: Numbered): boolean =>
    other.offset <= place.offset && place.offset + length <= other.offset + other.length;
  const sameStart = (other: Numbered): boolean => place.offset - other.offset === at;
  const sameAddress = (other: Numbered): boolean =>
    other.receiveOffset + place.offset - other.offset === operation.receiveOffset + at;
  const writes = (other: Numbered): boolean => (other.direction === 'encrypt') === (place.part === 'ciphertext');

  const holding = found.operationsOf(burst).filter(holds);
  // Its own output is not looked for here, and in its own burst its own input is nearest.
  const itself = holding.find(own);
  if (itself !== undefined && !writes(itself)) return { place, operation: standingOf(itself), role: 'input' };
  for (const role of ['output', 'input'] as const) {
    const candidates = holding.filter((other) => writes(other) === (role === 'output'));
    const best = candidates.find(sameStart) ?? (role === 'output' ? candidates.find(sameAddress) : undefined);
    if (best !== undefined) return { place, operation: standingOf(best), role };
  }
  const writing = holding.filter(writes);
  const any = writing.find(({ offset }) => offset === place.offset) ?? writing[0];
  return { place, operation: any === undefined ? null : standingOf(any), role: 'output' };
}
