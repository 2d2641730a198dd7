import { bareLine, callerOf } from '../bare-line.js';
import type { PrintedOrder } from '../raw-dump.js';
import { swapBytes, wordText } from '../word.js';

interface RowWords {
  readonly words: readonly number[];
  readonly order: PrintedOrder;
  readonly isOrderSure: boolean;
}

/** A row of print_hex_dump under a label of the caam driver. */
export interface LabelledRow extends RowWords {
  readonly kind: 'labelled';
  readonly label: string;
  readonly caller: string;
}

/** A word with its index: U-Boot, OP-TEE, Freescale's disassembler. */
export interface NumberedRow extends RowWords {
  readonly kind: 'numbered';
  readonly position: number;
}

/** A row that begins with an address or an offset: xxd, hexdump, od, md, devmem. */
export interface AddressedRow extends RowWords {
  readonly kind: 'addressed';
  /** Its digits: hexadecimal, or octal if od printed it. */
  readonly address: string;
}

export type DumpRow = LabelledRow | NumberedRow | AddressedRow;

/** `%p` is 8 or 16 digits, hashed from 4.15 on; early in the boot it is a text (lib/vsprintf.c). */
const LABELLED =
  /([A-Za-z][\w. ]*@\d* ?): (?:0x)?(?:[0-9a-f]{8}|[0-9a-f]{16}|\(_*ptrval_*\)): ((?:[0-9a-f]{8})(?: [0-9a-f]{8}){0,3})(?![0-9a-f])(.*)$/i;
/** U-Boot's `Word[0]: b0810008`, OP-TEE's and DCL's `[00] B0800008`, U-Boot's `00: b0800001`. */
const NUMBERED = /(?:Word\[(\d{1,3})\]:?|\[(\d{1,3})\]:?|^(\d{2}):) +(?:0x)?([0-9a-f]{8})\b/i;
const ADDRESSED = /^(?:0x)?([0-9a-f]{4,16}):? +((?:0x)?[0-9a-f]{2,8}(?: {1,2}(?:0x)?[0-9a-f]{2,8})*)(?![0-9a-f])(.*)$/i;

/** A line as a row of a dump; undefined for any other line. */
export function parseDumpRow(line: string): DumpRow | undefined {
  return labelledRow(line) ?? numberedRow(line) ?? addressedRow(line);
}

function labelledRow(line: string): LabelledRow | undefined {
  const found = LABELLED.exec(line.replace(/[\r\n]+$/, ''));
  const [, label, hex, rest] = found ?? [];
  if (label === undefined || hex === undefined) return undefined;
  const words = wordsOf(hex.split(' '));
  return { kind: 'labelled', label: label.trim(), caller: callerOf(line), words, ...orderOf(words, rest ?? '') };
}

function numberedRow(line: string): NumberedRow | undefined {
  const found = NUMBERED.exec(bareLine(line));
  const word = found?.[4];
  if (found === null || word === undefined) return undefined;
  const position = Number(found[1] ?? found[2] ?? found[3]);
  return { kind: 'numbered', position, words: wordsOf([word]), order: 'reversed', isOrderSure: false };
}

function addressedRow(line: string): AddressedRow | undefined {
  const found = ADDRESSED.exec(bareLine(line));
  const [, address, hex, rest] = found ?? [];
  if (address === undefined || hex === undefined) return undefined;
  const hasColon = /^(?:0x)?[0-9a-f]+:/i.test(bareLine(line));
  const groups = hex.split(/ +/).map((group) => group.replace(/^0x/i, ''));
  const width = groups[0]?.length ?? 0;
  const bytes = groups.join('');
  // Only the last group of a row may be shorter. Without a colon, eight digits before eight are words themselves.
  const isUniform = groups.every((group, index) => group.length === width || index === groups.length - 1);
  if (!isUniform || ![2, 4, 8].includes(width) || bytes.length % 8 !== 0 || bytes.length > 64) return undefined;
  if (!hasColon && (address.length < 7 || (address.length > 7 && width === 8))) return undefined;
  const at = { kind: 'addressed', address } as const;
  if (width === 8) {
    const words = wordsOf(groups);
    return { ...at, words, ...orderOf(words, rest ?? '') };
  }
  const printed = wordsOf(bytes.match(/.{8}/g) ?? []);
  // hexdump without options, and od -x, print halfwords as a little-endian CPU reads them.
  const isHalfwords = width === 4 && !hasColon;
  const words = isHalfwords ? printed.map(swapHalves) : printed;
  return { ...at, words, order: 'as printed', isOrderSure: true };
}

/** `1211 b880`, read as little-endian halfwords, is the bytes 11 12 80 b8. */
function swapHalves(word: number): number {
  const swapped = swapBytes(word);
  return ((swapped << 16) | (swapped >>> 16)) >>> 0;
}

function wordsOf(groups: readonly string[]): readonly number[] {
  return groups.map((group) => parseInt(group, 16));
}

/**
 * The column of characters shows the bytes in the order of memory, whatever the words do. `rest` is what follows the
 * last digit; print_hex_dump and xxd leave two blanks before it in a full row, md four.
 */
function orderOf(words: readonly number[], rest: string): Pick<RowWords, 'order' | 'isOrderSure'> {
  const padding = 9 * (4 - words.length);
  const asPrinted = charactersOf(words);
  const reversed = charactersOf(words.map(swapBytes));
  if (asPrinted !== reversed) {
    for (const blanks of [2, 4]) {
      const characters = rest.slice(padding + blanks).padEnd(4 * words.length);
      if (characters.startsWith(asPrinted)) return { order: 'as printed', isOrderSure: true };
      if (characters.startsWith(reversed)) return { order: 'reversed', isOrderSure: true };
    }
  }
  return { order: 'reversed', isOrderSure: false };
}

function charactersOf(words: readonly number[]): string {
  const bytes = words.flatMap((word) => wordText(word).match(/../g) ?? []).map((digits) => parseInt(digits, 16));
  return bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}
