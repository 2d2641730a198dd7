import { AES_BLOCK } from './cipher.js';
import { scale } from './scale.js';
import { RandomStream } from './random-stream.js';
import { cipherOf, lengthCount, type Workload } from './workload.js';

/** What a burst draws once. */
export interface Burst {
  readonly worker: number;
  readonly burst: number;
  readonly key: Uint8Array;
  /** The IV at the start of the tape; empty for a cipher without one. */
  readonly iv: Uint8Array;
  /** Bytes: the length of every operation under `--vary burst`. */
  readonly length: number;
}

const KEY_AT = 0;
const IV_AT = 32;
const LENGTH_AT = 48;
const HEADER_BYTES = 64;

export function drawBurst(workload: Workload, worker: number, burst: number): Burst {
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

/** The tape's plaintext, written to `target`. */
export function drawPlaintext(workload: Workload, worker: number, burst: number, target: Uint8Array): void {
  new RandomStream('tape', workload.seed, worker, burst).fill(target, 0);
}
