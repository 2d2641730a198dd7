import fc from 'fast-check';
import { CIPHERS, type CipherMode } from '#dist/plan/skcipher/cipher.js';
import { SEED_LIMIT } from '#dist/plan/seed.js';
import type { Family } from '#dist/plan/family.js';
import type { SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import type { Workload } from '#dist/plan/workload.js';

/** What `afalg-stress run --seed 1` does. */
export const DEFAULT_WORKLOAD: SkcipherWorkload = {
  family: 'skcipher',
  seed: 1n,
  mode: 'cbc',
  keySize: 16,
  minLength: 512,
  maxLength: 4096,
  vary: 'op',
  direction: 'mixed',
  chunks: 1,
  receiveAt: 'any',
};

export const MODES: readonly CipherMode[] = ['cbc', 'ecb', 'ctr'];
export const KEY_SIZES: readonly number[] = [16, 24, 32];

export function seeds(): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 0n, max: SEED_LIMIT - 1n });
}

/** Any workload with messages of up to `longest` bytes. */
export function workloads(longest = 20_000): fc.Arbitrary<SkcipherWorkload> {
  return fc.constantFrom(...MODES).chain((mode) => {
    const { lengthStep } = CIPHERS[mode];
    const steps = fc.integer({ min: 1, max: Math.floor(longest / lengthStep) });
    return fc
      .record({
        seed: seeds(),
        keySize: fc.constantFrom(...KEY_SIZES),
        steps: fc.tuple(steps, steps),
        vary: fc.constantFrom('op' as const, 'burst' as const),
        direction: fc.constantFrom('mixed' as const, 'encrypt' as const, 'decrypt' as const),
        chunks: fc.integer({ min: 1, max: 8 }),
        receiveAt: fc.constantFrom('any' as const, 'page' as const),
      })
      .map(({ steps: [one, other], ...rest }) => ({
        ...rest,
        family: 'skcipher' as const,
        mode,
        minLength: Math.min(one, other) * lengthStep,
        maxLength: Math.max(one, other) * lengthStep,
      }));
  });
}

/** Workloads that differ from `base` in one field each, with the name of the field. */
export function variations(
  base: SkcipherWorkload,
): readonly (readonly [field: keyof SkcipherWorkload, workload: SkcipherWorkload])[] {
  return [
    ['seed', { ...base, seed: base.seed + 1n }],
    ['mode', { ...base, mode: base.mode === 'cbc' ? 'ctr' : 'cbc' }],
    ['keySize', { ...base, keySize: base.keySize === 16 ? 32 : 16 }],
    ['minLength', { ...base, minLength: base.minLength + 16 }],
    ['maxLength', { ...base, maxLength: base.maxLength + 16 }],
    ['vary', { ...base, vary: base.vary === 'op' ? 'burst' : 'op' }],
    ['direction', { ...base, direction: base.direction === 'mixed' ? 'encrypt' : 'mixed' }],
    ['chunks', { ...base, chunks: base.chunks + 1 }],
    ['receiveAt', { ...base, receiveAt: base.receiveAt === 'any' ? 'page' : 'any' }],
  ];
}

type Member<F extends Family> = Extract<Workload, { readonly family: F }>;

/** The workload of a test that knows which family it is of. */
export function inFamily<F extends Family>(workload: Workload, family: F): Member<F> {
  if (!isOf(workload, family)) throw new Error(`a workload of ${workload.family}, not of ${family}`);
  return workload;
}

function isOf<F extends Family>(workload: Workload, family: F): workload is Member<F> {
  const name: string = family;
  return workload.family === name;
}
