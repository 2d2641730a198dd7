import { createCipheriv, createHash } from 'node:crypto';

/** Bumped whenever the same workload comes to mean other operations. */
export const STREAM_VERSION = 1;

/** Bytes of one block of a stream. */
export const STREAM_BLOCK = 16;

/** What a stream is for: streams of different purposes are independent. */
export type Purpose = 'burst' | 'tape' | 'operations' | 'messages';

const ZEROS = Buffer.alloc(16 * 1024);

/**
 * The random stream of one burst: AES-256-CTR keystream under a key that is the SHA-256 of its name. Nothing is
 * carried from burst to burst and any block can be computed alone, so any operation can be rebuilt without the ones before.
 */
export class RandomStream {
  readonly #key: Buffer;

  constructor(purpose: Purpose, seed: bigint, worker: number, burst: number) {
    const name = Buffer.alloc(20);
    name.writeBigUInt64LE(seed, 0);
    name.writeUInt32LE(worker, 8);
    // A burst of 1 ms goes past 2^32 after 49 days.
    name.writeBigUInt64LE(BigInt(burst), 12);
    this.#key = createHash('sha256')
      .update(`afalg-stress ${String(STREAM_VERSION)} ${purpose}\0`)
      .update(name)
      .digest();
  }

  /** `count` bytes from the start of block `firstBlock`, written to `target`. */
  fill(target: Uint8Array, firstBlock: number): void {
    const counter = Buffer.alloc(STREAM_BLOCK);
    counter.writeBigUInt64BE(BigInt(firstBlock), 8);
    const cipher = createCipheriv('aes-256-ctr', this.#key, counter);
    // In pieces: a large one would be fresh memory from the system each time, page fault by page fault.
    for (let offset = 0; offset < target.length; offset += ZEROS.length) {
      const length = Math.min(ZEROS.length, target.length - offset);
      target.set(cipher.update(length === ZEROS.length ? ZEROS : ZEROS.subarray(0, length)), offset);
    }
  }
}
