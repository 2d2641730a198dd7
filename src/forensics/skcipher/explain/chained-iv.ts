import { computeDirectly } from '../../../oracle/skcipher/direct.js';
import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import { hex, type Case } from '../case.js';
import { isUniform } from '../../chance.js';
import type { ChainedIvSource, Confidence, Explanation } from '../../hypothesis.js';
import { counterAfter, solveIv, xor } from './solve-iv.js';

/**
 * An operation whose result is fetched in pieces goes to the driver as that many requests, each with the IV that the
 * driver wrote back after the one before (crypto/skcipher.c, the contract of req->iv). Solves for the IV of each piece
 * and shows which of them was not the one that should have been written back.
 */
export function chainedIv(found: Case): readonly Explanation[] {
  const { operation, damage } = found;
  const { chunk, length, key, workload, direction, input } = operation;
  if (operation.iv.length === 0 || chunk >= length || damage.first < chunk) return [];
  const wrong: { readonly from: number; readonly iv: Buffer; readonly right: Buffer }[] = [];
  for (let from = chunk; from < length; from += chunk) {
    const piece = input.subarray(from, Math.min(from + chunk, length));
    // Less than a block of a stream cipher does not give its counter away.
    if (piece.length < AES_BLOCK) break;
    const iv = solveIv(found, from);
    const actual = damage.actual.subarray(from, from + piece.length);
    if (!computeDirectly(workload.mode, direction, key, iv, piece).equals(actual)) return [];
    const right = rightIv(found, from, wrong.at(-1));
    if (!iv.equals(right)) wrong.push({ from, iv, right });
  }
  const [first] = wrong;
  if (first === undefined) return [];
  const source = sourceOf(first.iv, first.right, operation.iv);
  return [
    {
      what: { kind: 'chained-iv', from: first.from, iv: hex(first.iv), source, pieces: wrong.length },
      confidence: confidenceOf(source, damage.count),
      explained: damage.count,
      because:
        `the piece at byte ${String(first.from)} is right under the IV ${hex(first.iv)}, ` +
        `and ${hex(first.right)} should have been written back`,
    },
  ];
}

/** What should have been written back before the piece at `from`, given the last wrong IV before it. */
function rightIv(
  { operation, damage }: Case,
  from: number,
  before: { readonly from: number; readonly iv: Buffer } | undefined,
): Buffer {
  const { workload, direction, input, iv } = operation;
  if (workload.mode === 'ctr') {
    const start = before ?? { from: 0, iv };
    return counterAfter(start.iv, (from - start.from) / AES_BLOCK);
  }
  const ciphertext = direction === 'encrypt' ? damage.actual : input;
  return Buffer.from(ciphertext.subarray(from - AES_BLOCK, from));
}

function sourceOf(iv: Buffer, right: Buffer, own: Uint8Array): ChainedIvSource {
  if (iv.equals(own)) return 'own';
  if (isUniform(iv) && iv[0] === 0) return 'zero';
  if (isUniform(xor(iv, right)) && ((iv[0] ?? 0) ^ (right[0] ?? 0)) === 0xff) return 'inverted';
  return 'unknown';
}

/** More than one block was checked against the IV, or the IV is one that no accident makes. */
function confidenceOf(source: ChainedIvSource, differing: number): Confidence {
  return source !== 'unknown' || differing > AES_BLOCK ? 'certain' : 'likely';
}
