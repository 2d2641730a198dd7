import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import type { Case } from '../case.js';
import { TELLING_BYTES } from '../../chance.js';
import type { Explanation } from '../../hypothesis.js';

/** The right bytes in the wrong place: one block over and over, or everything moved by some bytes. */
export function displaced(found: Case): readonly Explanation[] {
  const { damage } = found;
  for (const at of found.probes) {
    const origin = damage.expected.indexOf(found.probe(at));
    if (origin < 0) continue;
    const repeated = origin % AES_BLOCK === 0 ? repeatedBlock(found, origin / AES_BLOCK) : undefined;
    const moved = shifted(found, at - origin);
    // One block alone is a repetition; several blocks that keep their order are a shift.
    const explanations = [moved, repeated].filter((explanation) => explanation !== undefined);
    if (explanations.length > 0) return explanations;
  }
  return [];
}

function repeatedBlock({ damage }: Case, block: number): Explanation | undefined {
  const start = block * AES_BLOCK;
  const explained = damage.explainedBy((position) => damage.expected[start + (position % AES_BLOCK)]);
  if (explained < TELLING_BYTES) return undefined;
  const [from, to] = [Math.floor(damage.first / AES_BLOCK) * AES_BLOCK, Math.ceil(damage.end / AES_BLOCK) * AES_BLOCK];
  return {
    what: { kind: 'repeated-block', block, from, to },
    confidence: explained === damage.count ? 'certain' : 'possible',
    explained,
    because: `${String(explained)} wrong bytes are those of block ${String(block)} of the right output`,
  };
}

/**
 * Bytes that were put in, or lie beyond the end of what was moved, are not predicted, but accounted for: a shift by n
 * explains n of them.
 */
function shifted({ damage, operation: { length } }: Case, by: number): Explanation | undefined {
  const { first, expected, count } = damage;
  const matching = damage.explainedBy((position) => expected[position - by]);
  const [from, to] = by > 0 ? [first, first + by] : [length + by, length];
  const gap =
    damage.countIn(from, to) - damage.explainedBy((position) => expected[position - by], from, Math.min(to, length));
  const explained = matching + gap;
  // More must follow than one block, or it would be a repetition; and more must match than was put in.
  if (matching <= AES_BLOCK || matching < gap) return undefined;
  const bytes = String(Math.abs(by));
  return {
    what: { kind: 'shifted', by, from: first, to: damage.end },
    // A window of the same tape some blocks off agrees with ours but for a gap, too, and is somebody else's.
    confidence: explained < count ? 'possible' : Math.abs(by) < AES_BLOCK ? 'certain' : 'likely',
    explained,
    because: `${String(matching)} wrong bytes are the right ones of ${bytes} bytes ${by > 0 ? 'before' : 'behind'}`,
  };
}
