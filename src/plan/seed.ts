/** A seed is an unsigned 64-bit number. */
export const SEED_LIMIT: bigint = 1n << 64n;

/** `0x5eed` or `24301`; undefined for anything that is not an unsigned 64-bit number. */
export function parseSeed(text: string): bigint | undefined {
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(text)) return undefined;
  const seed = BigInt(text);
  return seed < SEED_LIMIT ? seed : undefined;
}

/** The one way a seed is written, everywhere. */
export function formatSeed(seed: bigint): string {
  return `0x${seed.toString(16)}`;
}
