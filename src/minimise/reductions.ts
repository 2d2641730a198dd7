import { AES_BLOCK } from '../plan/cipher.js';
import type { Workload } from '../plan/workload.js';
import { counted } from '../report/numbers.js';
import type { Candidate } from '../results/minimal.js';

/** A smaller candidate, and what makes it smaller. */
export interface Reduction {
  readonly change: string;
  readonly apply: (from: Candidate) => Candidate;
}

export const WITHOUT_PRESSURE: Reduction = {
  change: 'no stress-ng',
  apply: (from) => ({ ...from, stressNg: null }),
};

export function toWorkers(workers: number): Reduction {
  return { change: counted(workers, 'worker'), apply: (from) => ({ ...from, workers }) };
}

export function toChunks(chunks: number): Reduction {
  return ofWorkload(counted(chunks, 'chunk'), { chunks });
}

export function toDirection(direction: 'encrypt' | 'decrypt'): Reduction {
  return ofWorkload(`${direction} only`, { direction });
}

/** @param length bytes */
export function toLength(length: number): Reduction {
  // With one length there is nothing to vary, and the default needs no option.
  return ofWorkload(`length ${String(length)}`, { minLength: length, maxLength: length, vary: 'op' });
}

export const TO_PAGE_START: Reduction = ofWorkload('output at page start', { receiveAt: 'page' });

/** All of them in one step. */
export function together(reductions: readonly Reduction[]): Reduction {
  return {
    change: reductions.map(({ change }) => change).join(', '),
    apply: (from) => reductions.reduce((candidate, { apply }) => apply(candidate), from),
  };
}

/** What can be left out at once, for engines that fail by themselves. */
export function bareReductions({ stressNg, workers, workload }: Candidate): readonly Reduction[] {
  return [
    ...(stressNg === null ? [] : [WITHOUT_PRESSURE]),
    ...(workers === 1 ? [] : [toWorkers(1)]),
    ...(workload.chunks === 1 ? [] : [toChunks(1)]),
  ];
}

/** Lengths in bytes up to `longest`, ascending, whole blocks apart: of its own kind, if it ends in a partial block. */
export function lengthsUpTo(longest: number): readonly number[] {
  const first = longest % AES_BLOCK === 0 ? AES_BLOCK : longest % AES_BLOCK;
  return Array.from({ length: (longest - first) / AES_BLOCK + 1 }, (_, index) => first + index * AES_BLOCK);
}

function ofWorkload(change: string, smaller: Partial<Workload>): Reduction {
  return { change, apply: (from) => ({ ...from, workload: { ...from.workload, ...smaller } }) };
}
