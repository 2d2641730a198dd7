import type { Case } from '../case.js';
import { TELLING_BYTES } from '../../chance.js';
import { findOnTapes, sourceOf } from './data-source.js';
import type { Explanation, TapePlace } from '../../hypothesis.js';
import { standingOf } from '../operation-search.js';

/** Data of another operation, found by content on the tapes of all bursts that were going on. */
export function stale(found: Case): readonly Explanation[] {
  const { damage } = found;
  const explanations: Explanation[] = [];
  for (const at of found.probes) {
    const hit = findOnTapes(found, found.probe(at));
    if (hit === undefined || isOwn(found, hit.place, at)) continue;
    const start: TapePlace = { ...hit.place, offset: hit.place.offset - at };
    const there = found.tapes.bytesAt(start, damage.expected.length);
    // A window that would begin before the tape has its first bytes cut off.
    const lead = Math.max(0, -start.offset);
    const predicted = (position: number): number | undefined => there[position - lead];
    const [from, to] = extentAround(found, at, predicted);
    const explained = damage.explainedBy(predicted, from, to);
    if (explained < TELLING_BYTES) continue;
    const source = sourceOf(found, { ...start, offset: start.offset + from }, hit.burst, from, to - from);
    explanations.push({
      what: { kind: 'stale', from, to, source },
      confidence: explained === damage.count ? 'certain' : 'possible',
      explained,
      because:
        `${String(to - from)} bytes from byte ${String(from)} on are the ${hit.place.part} ` +
        `at byte ${String(start.offset + from)} of the tape of worker ${String(hit.place.worker)}, ` +
        `burst ${String(hit.place.burst)}`,
    });
    if (explained === damage.count) break;
  }
  return [...explanations, ...staleInput(found)];
}

/** The output of the inverse operation is the input: nobody can tell which of the two was copied. */
function staleInput(found: Case): readonly Explanation[] {
  const { damage, operation, inverseBefore } = found;
  if (inverseBefore === undefined || damage.explainedBy((at) => operation.input[at]) < damage.count) return [];
  const { worker, burst, direction, offset } = operation;
  const place = { worker, burst, part: direction === 'encrypt' ? 'plaintext' : 'ciphertext', offset } as const;
  const source = { place, operation: standingOf(inverseBefore), role: 'output' } as const;
  const what = { kind: 'stale', from: damage.first, to: damage.end, source } as const;
  const because = `${String(damage.count)} wrong bytes are what that operation put out, and the input as well`;
  return [{ what, confidence: 'likely', explained: damage.count, because }];
}

/** From the first to the last differing byte, as far as the bytes go on agreeing on both sides of the probe. */
function extentAround(
  { damage }: Case,
  at: number,
  predicted: (position: number) => number | undefined,
): readonly [from: number, to: number] {
  const { actual, first, end } = damage;
  let [from, to] = [at, at];
  while (from > first && actual[from - 1] === predicted(from - 1)) from -= 1;
  while (to < end && actual[to] === predicted(to)) to += 1;
  return [from, to];
}

/** The operation's own bytes are a shift, a repetition or a copy of the input, and not somebody else's. */
function isOwn({ operation, damage }: Case, place: TapePlace, at: number): boolean {
  if (place.worker !== operation.worker || place.burst !== operation.burst) return false;
  const output = operation.direction === 'encrypt' ? 'ciphertext' : 'plaintext';
  const inside = place.offset - operation.offset;
  if (place.part !== output) return inside === at;
  return inside >= 0 && inside < damage.expected.length;
}
