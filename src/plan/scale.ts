/**
 * Spreads 32 random bits over 0 … count-1. Multiply and shift: exact in a double while `count` is below 2^21, the
 * same on every machine, and biased by less than count / 2^32.
 */
export function scale(random: number, count: number): number {
  return Math.floor((random * count) / 0x1_0000_0000);
}
