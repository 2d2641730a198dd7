import type { Dump, PrintedOrder } from '../raw-dump.js';
import { byteCount, digitsInMemory, type RowGroups } from './row-groups.js';
import { swapBytes } from '../word.js';

/** A row, and the byte of its dump that it begins at. */
export interface PlacedRow {
  readonly at: number;
  readonly row: RowGroups;
}

/** What is known of the size of a dump. */
export interface Extent {
  /** Rows are missing, and nothing shows which. */
  readonly isCut: boolean;
  /** Bytes that the descriptor's header tells. */
  readonly told: number;
  /** Bytes of a full row. */
  readonly rowBytes: number;
}

/**
 * The words of a dump where rows may be missing. A short row ends a descriptor, so that its place is known; where more
 * rows are there than the first and that one, which of those between are missing is not known, and so are their words.
 */
export function wordsWithGaps(
  rows: readonly PlacedRow[],
  order: PrintedOrder,
  { isCut, told, rowBytes }: Extent,
): Pick<Dump, 'printed' | 'lost' | 'isDoubtful'> {
  const last = rows.at(-1);
  const rest = last === undefined ? 0 : byteCount(last.row);
  const isEnd = isCut && rows.length > 1 && rest < rowBytes && told % rowBytes === rest;
  const placed = last !== undefined && isEnd ? [...rows.slice(0, 1), { ...last, at: told - rest }] : rows;
  const printed: number[] = [];
  const lost = new Set<number>();
  for (const { at, row } of placed) {
    for (let word = printed.length; 4 * word < at; word += 1) {
      printed.push(0);
      lost.add(word);
    }
    for (const digits of digitsInMemory(row, order).match(/.{8}/g) ?? []) {
      const word = parseInt(digits, 16);
      printed.push(order === 'as printed' ? word : swapBytes(word));
    }
  }
  return { printed, lost, isDoubtful: isCut && !isEnd && rows.length > 1 };
}
