import { computeDirectly } from '../../../oracle/skcipher/direct.js';
import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import { drawBurst } from '../../../plan/skcipher/draw-burst.js';
import type { Direction } from '../../../plan/skcipher/fields.js';
import type { Case } from '../case.js';
import { isTelling, TELLING_BYTES } from '../../chance.js';
import { Damage } from '../../damage.js';
import type { Confidence, Explanation, KeySource } from '../../hypothesis.js';

/** Bursts of this worker, before its own, whose keys are tried. */
const EARLIER_KEYS = 8;

/** The input stands in the output. Where an operation shortly before put that out, stale.ts has another word for it. */
export function inputCopied(found: Case): readonly Explanation[] {
  const { damage, operation } = found;
  const explained = damage.explainedBy((position) => operation.input[position]);
  const all = explained === damage.count;
  if (explained === 0 || (!all && !isTelling(explained, damage.count))) return [];
  return [
    {
      what: { kind: 'input-copied', from: damage.first, to: damage.end },
      confidence: !all ? 'possible' : found.inverseBefore === undefined ? byNumber(explained) : 'likely',
      explained,
      because: `${String(explained)} wrong bytes are those of the input at the same place`,
    },
  ];
}

/** Decrypted instead of encrypted, or the other way round. For CTR there is no difference. */
export function wrongDirection(found: Case): readonly Explanation[] {
  const { direction } = found.operation;
  if (found.operation.workload.mode === 'ctr') return [];
  const output = compute(found, { direction: opposite(direction) });
  if (!output.equals(found.damage.actual)) return [];
  const because = `all bytes are what it takes to ${opposite(direction)} the input under the right key and IV`;
  return [explainsAll(found, { kind: 'wrong-direction' }, because)];
}

/** Another key: of an earlier burst, of another worker, all zero, or with one bit wrong. */
export function wrongKey(found: Case): readonly Explanation[] {
  if (found.operation.length < TELLING_BYTES || !found.computable) return [];
  for (const { key, source } of keys(found)) {
    if (!startsAs(found, key) || !compute(found, { key }).equals(found.damage.actual)) continue;
    return [explainsAll(found, { kind: 'wrong-key', source }, 'all bytes match the output under that key')];
  }
  return [];
}

function* keys(found: Case): Generator<{ readonly key: Uint8Array; readonly source: KeySource }> {
  const { operation, nearby } = found;
  const { worker, burst, workload } = operation;
  const drawn = (of: { readonly worker: number; readonly burst: number }) => ({
    key: drawBurst(workload, of.worker, of.burst).key,
    source: { kind: 'burst' as const, worker: of.worker, burst: of.burst },
  });
  for (let back = 1; back <= EARLIER_KEYS && burst - back >= 0; back += 1) yield drawn({ worker, burst: burst - back });
  yield drawn({ worker, burst: burst + 1 });
  for (const other of nearby) if (other.worker !== worker) yield drawn(other);
  yield { key: new Uint8Array(operation.key.length), source: { kind: 'zero' } };
  for (let index = 0; index < operation.key.length * 8; index += 1) {
    const [byte, bit] = [index >> 3, index & 7];
    const key = Uint8Array.from(operation.key);
    key[byte] = (key[byte] ?? 0) ^ (1 << bit);
    yield { key, source: { kind: 'bit', byte, bit } };
  }
}

/** Whether the first block is what this key makes of it: cheap enough for hundreds of keys. */
function startsAs({ operation, damage }: Case, key: Uint8Array): boolean {
  const { workload, direction, iv, input } = operation;
  const output = computeDirectly(workload.mode, direction, key, iv, input.subarray(0, AES_BLOCK));
  return output.equals(damage.actual.subarray(0, AES_BLOCK));
}

/**
 * The output is right for another input. Undoing the computation gives that input; when it is the real one but for a few
 * bits, or outside of one block while the output is wrong in many, then the engine read something else there.
 */
export function inputChanged(found: Case): readonly Explanation[] {
  const { operation, damage } = found;
  const { workload, direction, key, iv, input } = operation;
  if (workload.mode === 'ctr') return [];
  const read = computeDirectly(workload.mode, opposite(direction), key, iv, damage.actual);
  const difference = new Damage(input, read);
  const [from, to] = [difference.first, difference.end];
  const few = difference.bits <= 8;
  const local = to - from <= AES_BLOCK && damage.end - damage.first >= 3 * AES_BLOCK;
  if (!few && !local) return [];
  const because = `inverting the operation gives the input except for ${String(difference.bits)} bits`;
  const what = { kind: 'input-changed', bits: difference.bits, from, to } as const;
  return [{ what, confidence: few ? 'certain' : 'likely', explained: damage.count, because }];
}

/** What comes out when one thing is another. */
export function compute(
  { operation }: Case,
  other: { readonly direction?: Direction; readonly key?: Uint8Array; readonly iv?: Uint8Array },
): Buffer {
  const { workload, direction, key, iv, input } = operation;
  return computeDirectly(workload.mode, other.direction ?? direction, other.key ?? key, other.iv ?? iv, input);
}

function explainsAll({ damage }: Case, what: Explanation['what'], because: string): Explanation {
  return { what, confidence: byNumber(damage.count), explained: damage.count, because };
}

/** How much confidence agreement in this many bytes gives. */
function byNumber(bytes: number): Confidence {
  if (bytes >= TELLING_BYTES) return 'certain';
  return bytes >= 3 ? 'likely' : 'possible';
}

function opposite(direction: Direction): Direction {
  return direction === 'encrypt' ? 'decrypt' : 'encrypt';
}
