import type { PrintedOrder } from '../raw-dump.js';
import { bit, bits, hexDigits, swapBytes, wordText } from '../word.js';

/**
 * The four layouts of an entry of 16 bytes: i.MX (caam/sg_sw_sec4.h with caam_imx: high word first, little endian),
 * little-endian Layerscape, big endian, and DPAA2's (caam/sg_sw_qm2.h, struct dpaa2_sg_entry).
 */
export const TABLE_LAYOUTS = ['imx', 'le64', 'be', 'dpaa2'] as const;
export type TableLayout = (typeof TABLE_LAYOUTS)[number];

export interface TableEntry {
  readonly index: number;
  /** Without leading zeros: `0x16f25200`. */
  readonly address: string;
  /** Bytes. */
  readonly length: number;
  /** It points to another table, not to data. */
  readonly extension: boolean;
  readonly final: boolean;
  readonly offset: number;
  /** Buffer pool. */
  readonly bpid: number;
}

export interface ScatterTable {
  readonly layout: TableLayout;
  /** As the CAAM reads them. */
  readonly words: readonly number[];
  /** Those that are in the dump. */
  readonly entries: readonly TableEntry[];
  /** Indices of entries whose row is missing. */
  readonly lost: readonly number[];
  /** Words at the end that fill no entry. */
  readonly trailing: readonly number[];
}

const ENTRY_WORDS = 4;
/** DPAA2: the entry points to a table (format 2 of soc/fsl/dpaa2-fd.h). */
const DPAA2_FORMAT_TABLE = 2;

/** @param lostWords places of words that are not in the dump */
export function decodeTable(
  words: readonly number[],
  layout: TableLayout,
  lostWords: ReadonlySet<number> = new Set(),
): ScatterTable {
  const count = Math.floor(words.length / ENTRY_WORDS);
  const lost = [...new Set([...lostWords].map((word) => Math.floor(word / ENTRY_WORDS)))];
  const entries: TableEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (lostWords.size === 0 || !lost.includes(index)) entries.push(decodeEntry(index, words, layout));
  }
  return { layout, words, entries, lost, trailing: words.slice(count * ENTRY_WORDS) };
}

/** The words of a table as the CAAM reads them, given how they were printed. */
export function tableWords(printed: readonly number[], order: PrintedOrder, layout: TableLayout): readonly number[] {
  const isSwapped = (order === 'as printed') !== (layout === 'be');
  return isSwapped ? printed.map(swapBytes) : printed;
}

function decodeEntry(index: number, words: readonly number[], layout: TableLayout): TableEntry {
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words.slice(index * ENTRY_WORDS, (index + 1) * ENTRY_WORDS);
  switch (layout) {
    case 'imx':
    case 'be':
      return { index, address: addressText(w0, w1), ...secFields(w2, w3) };
    case 'le64':
      return { index, address: addressText(w1, w0), ...secFields(w2, w3) };
    case 'dpaa2':
      return { index, address: addressText(w1, w0), ...dpaa2Fields(w2, w3) };
  }
}

function secFields(w2: number, w3: number): Omit<TableEntry, 'index' | 'address'> {
  return {
    length: bits(w2, 29, 0),
    extension: bit(w2, 31),
    final: bit(w2, 30),
    offset: bits(w3, 12, 0),
    bpid: bits(w3, 23, 16),
  };
}

/** Bpid in the low half of the last word, format and offset in the high one; a short length has 17 bits. */
function dpaa2Fields(w2: number, w3: number): Omit<TableEntry, 'index' | 'address'> {
  const format = w3 >>> 16;
  return {
    length: bit(format, 14) ? bits(w2, 16, 0) : w2,
    extension: bits(format, 13, 12) === DPAA2_FORMAT_TABLE,
    final: bit(format, 15),
    offset: bits(format, 11, 0),
    bpid: bits(w3, 13, 0),
  };
}

function addressText(high: number, low: number): string {
  return `0x${high === 0 ? hexDigits(low, 1) : hexDigits(high, 1) + wordText(low)}`;
}
