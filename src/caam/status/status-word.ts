import { bit, bits } from '../word.js';

/**
 * The word a job ring or a frame descriptor reports a job's end with, taken apart. Zero is success. What the low half
 * means depends on the source (caam/regs.h, JRSTA_*).
 */
export interface Status {
  /** The word itself, unsigned. */
  readonly value: number;
  readonly source: number;
  /** Linux's name (caam/error.c). */
  readonly sourceName: string;
  /** The index belongs to a descriptor that was reached by a jump. */
  readonly jump: boolean;
  /** Word of the descriptor buffer that the DECO had reached. */
  readonly descIndex: number;
  readonly code: StatusCode;
}

export type StatusCode =
  | { readonly kind: 'ccb'; readonly chaId: number; readonly errId: number }
  | { readonly kind: 'deco' | 'user' | 'queue' | 'other'; readonly errCode: number };

export const STATUS_SOURCES = [
  'No error',
  'unassigned source 1',
  'CCB',
  'Jump',
  'DECO',
  'Queue Manager Interface',
  'Job Ring',
  'Condition Code',
] as const;

const CODE_KINDS = { 3: 'user', 4: 'deco', 5: 'queue' } as const;

export function decodeStatus(word: number): Status {
  const value = word >>> 0;
  const source = bits(value, 31, 28);
  return {
    value,
    source,
    sourceName: STATUS_SOURCES[source] ?? `unassigned source ${String(source)}`,
    jump: bit(value, 27),
    descIndex: bits(value, 15, 8),
    code: codeOf(source, value),
  };
}

/** Whether `descIndex` means anything: only these sources run commands. */
export function hasIndex({ source }: Pick<Status, 'source'>): boolean {
  return source >= 2 && source <= 4;
}

function codeOf(source: number, value: number): StatusCode {
  if (source === 2) return { kind: 'ccb', chaId: bits(value, 7, 4), errId: bits(value, 3, 0) };
  const errCode = bits(value, 7, 0);
  switch (source) {
    case 3:
    case 4:
    case 5:
      return { kind: CODE_KINDS[source], errCode };
    default:
      return { kind: 'other', errCode };
  }
}
