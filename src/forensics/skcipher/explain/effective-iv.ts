import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import { computeDirectly } from '../../../oracle/skcipher/direct.js';
import { POISON } from '../../../afalg/layout.js';
import { hex, type Case } from '../case.js';
import { isUniform } from '../../chance.js';
import type { Confidence, Explanation, IvSource } from '../../hypothesis.js';
import { bitsSet } from '../../mismatch.js';
import type { NearbyBurst } from '../../neighbourhood.js';
import { standingOf, type Numbered } from '../operation-search.js';
import { counterDistance, solveIv, xor } from './solve-iv.js';
import type { Tapes } from '../tapes.js';

/** A first block wrong in this many of its 16 bytes is wrong as a whole: fewer happen once in 10^6 random blocks. */
const WHOLE_BLOCK = 12;

/** The IV under which the input gives this output, and whose it is. */
export function effectiveIv(found: Case): readonly Explanation[] {
  const { operation, damage } = found;
  const { workload, direction, key, input, length } = operation;
  if (operation.iv.length === 0 || damage.first >= AES_BLOCK || length < AES_BLOCK) return [];
  const iv = solveIv(found, 0);
  if (!computeDirectly(workload.mode, direction, key, iv, input).equals(damage.actual)) return [];
  const source = sourceOfIv(found, iv);
  // Decryption uses the IV in the first block only, where any damage is explained by some IV. In the other cases the
  // blocks after the first confirm it.
  const confirmed = length >= 2 * AES_BLOCK && !(workload.mode === 'cbc' && direction === 'decrypt');
  const whole = length > AES_BLOCK && damage.count >= WHOLE_BLOCK;
  return [
    {
      what: { kind: 'effective-iv', iv: hex(iv), source },
      confidence: confidenceOf(source, confirmed, whole),
      explained: damage.count,
      because: confirmed
        ? `under the IV ${hex(iv)} all ${String(length)} bytes of the output are right`
        : `the first block is what the IV ${hex(iv)} gives; the rest does not depend on it`,
    },
  ];
}

function confidenceOf(source: IvSource, confirmed: boolean, whole: boolean): Confidence {
  switch (source.kind) {
    case 'zero':
    case 'poison':
    case 'operation':
    case 'write-back':
    case 'tape':
      return 'certain';
    case 'counter':
      return confirmed ? 'certain' : 'likely';
    case 'bits':
      return confirmed ? 'certain' : 'possible';
    case 'unknown':
      return confirmed || whole ? 'likely' : 'possible';
  }
}

function sourceOfIv(found: Case, iv: Buffer): IvSource {
  const { operation, nearby, tapes } = found;
  if (isUniform(iv) && iv[0] === 0) return { kind: 'zero' };
  if (isUniform(iv) && iv[0] === POISON) return { kind: 'poison' };
  for (const burst of nearby) {
    const offset = windowOf(tapes, burst, iv);
    if (offset === undefined) continue;
    return (
      operationWith(found, burst, offset) ?? counterSource(found, burst, offset) ?? tapeSource(found, burst, offset)
    );
  }
  const flipped = xor(iv, operation.iv).reduce((bits, byte) => bits + bitsSet(byte), 0);
  return flipped <= 2 ? { kind: 'bits', flipped } : { kind: 'unknown' };
}

/** Where the window starts that this is the IV of. */
function windowOf(tapes: Tapes, { worker, burst }: NearbyBurst, iv: Buffer): number | undefined {
  const first = tapes.burst(worker, burst).iv;
  if (tapes.workload.mode === 'ctr') {
    const blocks = counterDistance(first, iv);
    return blocks <= BigInt(tapes.layout.length / AES_BLOCK) ? Number(blocks) * AES_BLOCK : undefined;
  }
  if (iv.equals(first)) return 0;
  const before = tapes.ciphertext(worker, burst).indexOf(iv);
  return before >= 0 && before % AES_BLOCK === 0 ? before + AES_BLOCK : undefined;
}

/** The operation whose IV it is, or whose last block: the nearest in time, and at equal distance the one before. */
function operationWith(found: Case, burst: NearbyBurst, offset: number): IvSource | undefined {
  const own = burst.operation ?? 0;
  const isOwn = burst === found.nearby[0];
  const distance = (other: Numbered): number => Math.abs(other.operation - own);
  const end = ({ offset: start, length }: Numbered): number => start + Math.ceil(length / AES_BLOCK) * AES_BLOCK;
  let best: { readonly source: IvSource; readonly distance: number } | undefined;
  for (const other of found.operationsOf(burst)) {
    const isItself = isOwn && other.operation === own;
    const kind = other.offset === offset && !isItself ? 'operation' : end(other) === offset ? 'write-back' : undefined;
    // What has not run yet cannot have written anything back.
    if (kind === undefined || (kind === 'write-back' && other.operation > own)) continue;
    if (best !== undefined && distance(other) >= best.distance) continue;
    best = { source: { kind, of: standingOf(other) }, distance: distance(other) };
  }
  return best?.source;
}

/** CTR: a counter that has run on, or was not set back, within the message's own reach. */
function counterSource({ operation, nearby }: Case, burst: NearbyBurst, offset: number): IvSource | undefined {
  if (operation.workload.mode !== 'ctr' || burst !== nearby[0]) return undefined;
  return { kind: 'counter', blocks: (offset - operation.offset) / AES_BLOCK };
}

function tapeSource({ operation }: Case, { worker, burst }: NearbyBurst, offset: number): IvSource {
  const before = operation.workload.mode === 'cbc' ? offset - AES_BLOCK : offset;
  return { kind: 'tape', place: { worker, burst, part: 'ciphertext', offset: before } };
}
