import type { Burst } from '../burst.js';
import { RandomStream } from '../random-stream.js';
import { scale } from '../scale.js';
import { AES_BLOCK } from './cipher.js';
import { cipherOf, lengthCount, type SkcipherWorkload } from './workload.js';

/** Where in the first bytes of the burst's stream its draws are. */
const KEY_AT = 0;
const IV_AT = 32;
const LENGTH_AT = 48;
const HEADER_BYTES = 64;

export function drawBurst(workload: SkcipherWorkload, worker: number, burst: number): Burst {
  const header = Buffer.alloc(HEADER_BYTES);
  new RandomStream('burst', workload.seed, worker, burst).fill(header, 0);
  const cipher = cipherOf(workload);
  return {
    worker,
    burst,
    key: header.subarray(KEY_AT, KEY_AT + workload.keySize),
    iv: header.subarray(IV_AT, IV_AT + (cipher.ivSize === 0 ? 0 : AES_BLOCK)),
    length: workload.minLength + cipher.lengthStep * scale(header.readUInt32LE(LENGTH_AT), lengthCount(workload)),
  };
}
