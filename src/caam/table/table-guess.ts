import type { Dump } from '../raw-dump.js';
import { decodeTable, TABLE_LAYOUTS, tableWords, type ScatterTable, type TableLayout } from './scatter-table.js';

export interface GuessedTable {
  readonly table: ScatterTable;
  readonly because: string;
  /** How little sense it makes: 0 for none that is odd. */
  readonly oddity: number;
}

/** Longer than any buffer that a driver maps in one piece. */
const LENGTH_LIMIT = 0x0400_0000;
const MOST_WORDS = 4 * 16_384;
/** No SoC has addresses beyond 48 bits. */
const ADDRESS_DIGITS = 12;

/** Takes a dump for a scatter table, under the layout that makes most sense of it. */
export function guessTable(dump: Dump, layout?: TableLayout): GuessedTable {
  const layouts = layout === undefined ? TABLE_LAYOUTS : [layout];
  // Plain digits of a table stand for words more often than for bytes; where the order is sure, it is what it is.
  const order = dump.isOrderSure ? dump.order : 'reversed';
  const { printed, lost } = dump;
  const taken = (candidate: TableLayout, words: readonly number[]): ScatterTable =>
    decodeTable(tableWords(words, order, candidate), candidate, lost);
  // The first thousands of entries show the layout of all.
  const beginning = printed.slice(0, MOST_WORDS);
  const judged = layouts.map((candidate) => {
    const table = taken(candidate, beginning);
    return { table, oddity: oddityOf(table) };
  });
  const least = Math.min(...judged.map(({ oddity }) => oddity));
  const best = judged.filter(({ oddity }) => oddity === least);
  const [chosen] = best;
  if (chosen === undefined) throw new RangeError('no possible layout remains');
  const because =
    layout !== undefined
      ? 'as given'
      : best.length > 1
        ? 'no evidence; the usual one'
        : least === 0
          ? 'the only one under which all of it makes sense'
          : 'the one under which most of it makes sense';
  const isAll = beginning.length === printed.length;
  return { ...chosen, ...(isAll ? {} : { table: taken(chosen.table.layout, printed) }), because };
}

/** Whether a dump is no longer than the tables that there are: one for 16 MiB in pages has 4096 entries. */
export function mayBeTable({ printed }: Dump): boolean {
  return printed.length <= MOST_WORDS;
}

/** Whether words without a label may be taken for a table: all of it makes sense, and it has an end. */
export function looksLikeTable({ table, oddity }: GuessedTable): boolean {
  return oddity === 0 && table.trailing.length === 0 && table.entries.some(({ final, length }) => final && length > 0);
}

function oddityOf({ entries, words, layout }: ScatterTable): number {
  return entries.reduce((sum, { index, address, length, offset }) => {
    const last = words[4 * index + 3] ?? 0;
    // Bits that are reserved: 31:24 and 15:13 of the last word; of DPAA2's, 15:14.
    const reserved = layout === 'dpaa2' ? last & 0x0000_c000 : last & 0xff00_e000;
    const isNull = Number(address) === 0;
    return (
      sum +
      (reserved === 0 ? 0 : 2) +
      (address.length - 2 > ADDRESS_DIGITS ? 3 : 0) +
      (length > LENGTH_LIMIT ? 3 : 0) +
      (isNull === (length === 0) ? 0 : 1) +
      (isNull && offset !== 0 ? 1 : 0)
    );
  }, 0);
}
