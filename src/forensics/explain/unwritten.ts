import { POISON } from '../../afalg/layout.js';
import { AES_BLOCK } from '../../plan/skcipher/cipher.js';
import { isTelling } from '../chance.js';
import type { Scene } from '../scene.js';
import type { Confidence, Explanation, Happening } from '../hypothesis.js';

/** What still holds the poison was not written. */
export function unwritten({ damage }: Scene): readonly Explanation[] {
  const { actual } = damage;
  const { length } = actual;
  let from = length;
  while (from > 0 && actual[from - 1] === POISON) from -= 1;
  let to = 0;
  while (to < length && actual[to] === POISON) to += 1;

  const explain = (what: Happening, start: number, end: number): readonly Explanation[] => {
    const explained = damage.explainedBy(() => POISON, start, end);
    if (explained === 0) return [];
    const all = explained === damage.count;
    return [{ what, confidence: poisonConfidence(explained, all), explained, because: poisonText(explained) }];
  };
  if (from === 0) return explain({ kind: 'nothing-written' }, 0, length);
  const tail = explain({ kind: 'tail-not-written', from: writtenUntil(from, damage.first) }, from, length);
  const head = explain({ kind: 'head-not-written', to }, 0, to);
  if ([...tail, ...head].some(({ explained }) => explained === damage.count)) return [...tail, ...head];
  const range = rangeOf(damage.positions.filter((position) => actual[position] === POISON));
  const bytes = actual.subarray(range.from, range.to).filter((byte) => byte === POISON).length;
  const others = explain({ kind: 'range-not-written', ...range, bytes }, range.from, range.to);
  return [
    ...others.filter(({ explained }) => explained === damage.count || isTelling(explained, damage.count)),
    ...[...tail, ...head].filter(({ explained }) => explained >= MINIMUM_PART),
  ];
}

function rangeOf(positions: Uint32Array): { readonly from: number; readonly to: number } {
  return { from: positions[0] ?? 0, to: (positions.at(-1) ?? -1) + 1 };
}

/** A byte is the poison by chance in 1 of 256 cases, so a few mean nothing unless they lie side by side. */
const MINIMUM_PART = 4;

/**
 * Output that ends in the poison's value by chance would make the unwritten part begin a byte or two early: if the
 * damage begins with a block, that is where the writing stopped.
 */
function writtenUntil(from: number, firstDamaged: number): number {
  const block = Math.ceil(from / AES_BLOCK) * AES_BLOCK;
  return firstDamaged >= block ? block : from;
}

function poisonConfidence(explained: number, all: boolean): Confidence {
  if (!all) return 'possible';
  return explained >= MINIMUM_PART ? 'certain' : 'likely';
}

function poisonText(bytes: number): string {
  return `${String(bytes)} wrong bytes still hold 0x${POISON.toString(16)}, with which the buffer was filled before`;
}
