/**
 * Hex and decimal numbers, of any length and also with underlines between them: `0x00140000_0c8d353c`
 * (drivers/crypto/talitos.c), `3d:01.0`, `fsr=0x402`. A word of letters alone is a number from eight letters on.
 */
const NUMBERS = /0x[0-9a-f]+|(?<![0-9a-z])(?:(?=[a-f]*\d)[0-9a-f]+|[a-f]{8}|[a-f]{16})(?![0-9a-z])|\d+/gi;

/** A line without its numbers: `40001210: DECO: desc idx 18: ...` and `40001310: DECO: desc idx 19: ...` are the same. */
export function lineShape(text: string): string {
  return text.replaceAll(NUMBERS, '#');
}
