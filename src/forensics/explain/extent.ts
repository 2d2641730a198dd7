import { POISON } from '../../afalg/layout.js';
import { AES_BLOCK } from '../../plan/skcipher/cipher.js';
import type { CommonOperation } from '../../plan/operation.js';
import type { Scene } from '../scene.js';
import type { Explanation, Extent } from '../hypothesis.js';

/** Bytes of a page, and of the caches' lines: 32 on ARMv7 Cortex-A9, 64 on x86 and ARMv8. */
export const PAGE = 4096;
export const CACHE_LINES = [32, 64] as const;

const FIRST_LINE = { 32: 'first-line-32', 64: 'first-line-64' } as const;
const LAST_LINE = { 32: 'last-line-32', 64: 'last-line-64' } as const;

/** More single bits than this are not listed one by one. */
const MAX_BITS = 16;

/**
 * Single wrong bits in otherwise right bytes: memory, a bus, a stray write of one bit.
 *
 * @param alsoIv whether an IV with these bits wrong would look the same
 */
export function bitsFlipped({ damage }: Scene, alsoIv: boolean): readonly Explanation[] {
  const { expected, actual, positions, count } = damage;
  if (count > MAX_BITS || damage.bits !== count) return [];
  const bits = Array.from(positions, (byte) => {
    const difference = (expected[byte] ?? 0) ^ (actual[byte] ?? 0);
    return { byte, bit: 31 - Math.clz32(difference) };
  });
  const alsoUnwritten = bits.some(({ byte }) => actual[byte] === POISON || actual[byte] === 0);
  // A byte of any value differs in one bit in 8 of 255 cases.
  const doubtful = alsoIv || alsoUnwritten || count === 2;
  const because =
    count === 1 ? 'one bit differs, all others are correct' : `one bit differs in each of ${String(count)} bytes`;
  return [
    { what: { kind: 'bits-flipped', bits }, confidence: doubtful ? 'likely' : 'certain', explained: count, because },
  ];
}

/** The smallest unit of the machine that holds all the damage. */
export function confined({ damage, operation }: Scene): readonly Explanation[] {
  const { first, end, count } = damage;
  const extent = extentOf(first, end, damage.expected.length, operation);
  const because =
    count === 1
      ? `byte ${String(first)} differs, all others are correct`
      : `${String(count)} bytes differ, from byte ${String(first)} to ${String(end - 1)}`;
  return [
    { what: { kind: 'confined', extent, from: first, to: end }, confidence: 'likely', explained: count, because },
  ];
}

function extentOf(first: number, end: number, length: number, { receiveOffset }: CommonOperation): Extent {
  if (end - first === 1) return 'byte';
  if (Math.floor(first / AES_BLOCK) === Math.floor((end - 1) / AES_BLOCK)) return 'block';
  // Lines and pages are those of the receive memory, which begins on a page of the machine.
  const [from, to] = [receiveOffset + first, receiveOffset + end];
  const unit = (size: number, at: number): number => Math.floor(at / size);
  const within = (size: number, at: number): boolean => unit(size, from) === at && unit(size, to - 1) === at;
  for (const size of CACHE_LINES) {
    if (within(size, unit(size, receiveOffset))) return FIRST_LINE[size];
    if (within(size, unit(size, receiveOffset + length - 1))) return LAST_LINE[size];
  }
  if (first === 0 && end === length) return 'whole';
  // Damage that ends where a page ends, give or take bytes that are right by chance, and a buffer that goes on there.
  const atSeam = (at: number): boolean => at % PAGE === 0 && at > receiveOffset && at < receiveOffset + length;
  const [lower, upper] = [Math.floor(from / AES_BLOCK) * AES_BLOCK, Math.ceil(to / AES_BLOCK) * AES_BLOCK];
  if (within(PAGE, unit(PAGE, from)) && (atSeam(lower) || atSeam(upper))) return 'page';
  return end === length ? 'tail' : 'range';
}
