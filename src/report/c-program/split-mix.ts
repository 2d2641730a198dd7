const WORD = 8;
const MASK = (1n << 64n) - 1n;

/**
 * SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), as native/minimal/common.h has it: each number gives 8 bytes, the lowest
 * first.
 */
export class SplitMix {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = seed;
  }

  bytes(count: number): Uint8Array {
    const bytes = Buffer.alloc(Math.ceil(count / WORD) * WORD);
    for (let at = 0; at < count; at += WORD) bytes.writeBigUInt64LE(this.#next(), at);
    return bytes.subarray(0, count);
  }

  #next(): bigint {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) & MASK;
    let word = this.#state;
    word = ((word ^ (word >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    word = ((word ^ (word >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return word ^ (word >> 31n);
  }
}
