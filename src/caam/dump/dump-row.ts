import { bareLine, callerOf } from '../bare-line.js';
import { labelledStart } from './dump-label.js';
import { byteCount, leadingGroups, orderByCharacters, ROW_BYTES, type RowGroups } from './row-groups.js';
import { withoutEscapes } from '../terminal-escapes.js';

/** A row of print_hex_dump under a label of the caam driver. */
export interface LabelledRow extends RowGroups {
  readonly kind: 'labelled';
  readonly label: string;
  readonly caller: string;
  /** The low 32 bits of the pointer, which the kernel may have hashed; undefined where it is not printed. */
  readonly address: number | undefined;
  /** The line may end within the row: a mailer broke it. */
  readonly isOpen: boolean;
}

/** A word with its index: U-Boot, OP-TEE, Freescale's disassembler. */
export interface NumberedRow extends RowGroups {
  readonly kind: 'numbered';
  readonly position: number;
}

/** A row that begins with an address or an offset: xxd, hexdump, od, md, devmem. */
export interface AddressedRow extends RowGroups {
  readonly kind: 'addressed';
  /** Its digits: hexadecimal, or octal if od printed it. */
  readonly address: string;
}

export type DumpRow = LabelledRow | NumberedRow | AddressedRow;

/** Longer than any row with what stands before it. */
const LONGEST_ROW = 512;
/** U-Boot's `Word[0]: b0810008`, OP-TEE's and DCL's `[00] B0800008`, U-Boot's `00: b0800001`. */
const NUMBERED = /(?:Word\[(\d{1,3})\]:?|\[(\d{1,3})\]:?|^(\d{2}):) +(?:0x)?([0-9a-f]{8})\b/i;
const ADDRESSED =
  /^(?:0x)?([0-9a-f]{4,16})(:?) +((?:0x)?[0-9a-f]{2,16}(?: {1,2}(?:0x)?[0-9a-f]{2,16})*)(?![0-9a-f])(.*)$/i;

/** A line as a row of a dump; undefined for any other line. */
export function parseDumpRow(text: string): DumpRow | undefined {
  const line = withoutEscapes(text.slice(0, LONGEST_ROW));
  const labelled = labelledRow(line);
  if (labelled !== undefined) return labelled;
  const bare = bareLine(line);
  return numberedRow(bare) ?? addressedRow(bare);
}

/** A row that a mailer broke, with the next line: the rest of its groups, and the characters. */
export function joinedRow(row: LabelledRow, line: string): LabelledRow | undefined {
  if (!row.isOpen) return undefined;
  const { groups, rest } = leadingGroups(line.slice(0, LONGEST_ROW).replace(/^[\s>]+/, '')) ?? { groups: [], rest: '' };
  const digits = row.digits + groups.join('');
  const isSame = groups.length > 0 && groups.every((group) => group.length === 2 * row.groupBytes);
  if (!isSame || !/^\s*$|^ {2}/.test(rest) || !ROW_BYTES.includes(digits.length / 2)) return undefined;
  const all = digits.match(new RegExp(`.{${String(2 * row.groupBytes)}}`, 'g')) ?? [];
  return { ...row, digits, order: orderByCharacters(all, rest), isOpen: false };
}

function labelledRow(line: string): LabelledRow | undefined {
  const start = labelledStart(line);
  if (start === undefined) return undefined;
  const { groups, rest } = leadingGroups(start.rest.replace(/[\r\n]+$/, '')) ?? { groups: [], rest: '' };
  if (groups.length === 0) return undefined;
  return {
    kind: 'labelled',
    label: start.label,
    caller: callerOf(line),
    address: start.address === undefined ? undefined : parseInt(start.address.slice(-8), 16),
    isOpen: rest.trim() === '',
    ...rowOf(groups, orderByCharacters(groups, rest)),
  };
}

function numberedRow(line: string): NumberedRow | undefined {
  const found = NUMBERED.exec(line);
  const word = found?.[4];
  if (found === null || word === undefined) return undefined;
  const position = Number(found[1] ?? found[2] ?? found[3]);
  return { kind: 'numbered', position, ...rowOf([word], undefined) };
}

function addressedRow(line: string): AddressedRow | undefined {
  const [, address, colon, hex, rest = ''] = ADDRESSED.exec(line) ?? [];
  if (address === undefined || hex === undefined) return undefined;
  const groups = hex.split(/ +/).map((group) => group.replace(/^0x/i, ''));
  const width = groups[0]?.length ?? 0;
  // Only the last group of a row may be shorter. Without a colon, eight digits before eight are words themselves.
  const isUniform = groups.every((group, index) => group.length === width || index === groups.length - 1);
  const row = rowOf(groups, undefined);
  const bytes = byteCount(row);
  if (!isUniform || ![2, 4, 8, 16].includes(width) || bytes % 4 !== 0 || bytes > 32) return undefined;
  const hasColon = colon === ':';
  if (!hasColon && (address.length < 7 || (address.length > 7 && width >= 8))) return undefined;
  return { ...row, kind: 'addressed', address, order: addressedOrder(groups, rest, hasColon) };
}

/** hexdump without options, and od -x, print halfwords as a little-endian CPU reads them; xxd prints bytes. */
function addressedOrder(groups: readonly string[], rest: string, hasColon: boolean): RowGroups['order'] {
  switch (groups[0]?.length) {
    case 2:
      return 'as printed';
    case 4:
      return hasColon ? (orderByCharacters(groups, rest) ?? 'as printed') : 'reversed';
    default:
      return orderByCharacters(groups, rest);
  }
}

function rowOf(groups: readonly string[], order: RowGroups['order']): RowGroups {
  const groupBytes = (groups[0]?.length ?? 2) / 2;
  // Bytes stand in their order.
  return { digits: groups.join(''), groupBytes, order: groupBytes === 1 ? 'as printed' : order };
}
