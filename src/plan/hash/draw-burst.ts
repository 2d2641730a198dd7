import type { Burst } from '../burst.js';
import { anyLength } from '../messages.js';
import { RandomStream } from '../random-stream.js';
import { scale } from '../scale.js';
import { hashOf, MAX_BLOCK, type Hash } from './algorithms.js';
import type { HashWorkload } from './workload.js';

/** Where in the first bytes of the burst's stream its draws are. */
const LENGTH_AT = 0;
const KEY_KIND_AT = 4;
const KEY_LENGTH_AT = 8;
const KEY_AT = 16;

export function drawBurst(workload: HashWorkload, worker: number, burst: number): Burst {
  const hash = hashOf(workload.hash);
  const header = Buffer.alloc(KEY_AT + Math.max(2 * MAX_BLOCK, workload.keySize));
  new RandomStream('burst', workload.seed, worker, burst).fill(header, 0);
  const random = header.readUInt32LE(KEY_LENGTH_AT);
  const keySize = workload.keySize > 0 ? workload.keySize : drawKeySize(hash, header.readUInt32LE(KEY_KIND_AT), random);
  return {
    worker,
    burst,
    key: header.subarray(KEY_AT, KEY_AT + keySize),
    iv: new Uint8Array(),
    length: anyLength(workload.minLength, workload.maxLength, 1, header.readUInt32LE(LENGTH_AT)),
  };
}

/** Of an HMAC: shorter than a block, a block, or longer, when it is hashed first (RFC 2104, section 2). */
function drawKeySize({ kind, block }: Hash, choice: number, random: number): number {
  if (kind !== 'hmac') return 0;
  switch (choice % 3) {
    case 0:
      return 1 + scale(random, block - 1);
    case 1:
      return block;
    default:
      return block + 1 + scale(random, block);
  }
}
