/** Bits `high` down to `low` of a 32-bit word; bit 31 is the most significant, after the word was read as the CAAM reads it. */
export function bits(word: number, high: number, low: number): number {
  return (word >>> low) & (2 ** (high - low + 1) - 1);
}

export function bit(word: number, position: number): boolean {
  return ((word >>> position) & 1) === 1;
}

/** Bits 31:27: which command a word begins. */
export function commandType(word: number): number {
  return word >>> 27;
}

/** `digits` hexadecimal digits without 0x. */
export function hexDigits(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** As the kernel prints a word: %08x. */
export function wordText(word: number): string {
  return hexDigits(word, 8);
}

/** The same four bytes, read in the other byte order. */
export function swapBytes(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}
