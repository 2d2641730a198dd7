import type { Status } from './status-word.js';

/** A line with a status word, or a status whose word the kernel did not print. */
export interface StatusRecord {
  readonly kind: 'status';
  /** null where only the words are there: Linux 4.9 prints some sources without it, and people leave it out. */
  readonly status: Status | null;
  readonly sourceName: string;
  readonly printedIndex: number | null;
  readonly printedText: string;
  /** Where the printed text contradicts the number, one sentence each. */
  readonly mismatches: readonly string[];
  /** How the word was read, where that is not plain. */
  readonly remark?: string;
}
