/** Where expected and actual bytes differ. */
export interface Mismatch {
  readonly firstByte: number;
  readonly lastByte: number;
  readonly differingBytes: number;
  readonly differingBits: number;
}

/** Where two buffers of equal length differ; null when they do not. */
export function compareBytes(expected: Uint8Array, actual: Uint8Array): Mismatch | null {
  let firstByte = -1;
  let lastByte = -1;
  let differingBytes = 0;
  let differingBits = 0;
  for (const [index, byte] of expected.entries()) {
    const difference = byte ^ (actual[index] ?? 0);
    if (difference === 0) continue;
    if (firstByte < 0) firstByte = index;
    lastByte = index;
    differingBytes += 1;
    differingBits += bitsSet(difference);
  }
  return firstByte < 0 ? null : { firstByte, lastByte, differingBytes, differingBits };
}

/** How many bits of a byte are 1. */
export function bitsSet(byte: number): number {
  let bits = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
