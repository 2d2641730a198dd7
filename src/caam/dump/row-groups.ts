import type { PrintedOrder } from '../raw-dump.js';

/** What a row of a dump shows of the memory. */
export interface RowGroups {
  /** As printed, without blanks. */
  readonly digits: string;
  /** Bytes per group: each is a number that a CPU read, or bytes in their order. */
  readonly groupBytes: number;
  /** undefined where nothing shows it. */
  readonly order: PrintedOrder | undefined;
}

/** Groups of 1, 2, 4 or 8 bytes in rows of 16 or 32 (lib/hexdump.c, print_hex_dump). */
export const ROW_BYTES: readonly number[] = [16, 32];
const GROUPS = new Map(
  [2, 4, 8, 16].map((width) => {
    const group = `[0-9a-f]{${String(width)}}`;
    return [width, new RegExp(`^${group}(?: ${group}){0,${String(64 / width - 1)}}(?![0-9a-f])`, 'i')] as const;
  }),
);

/** The groups at the beginning of a text, and what follows them: two blanks end them. */
export function leadingGroups(text: string): { readonly groups: readonly string[]; readonly rest: string } | undefined {
  const width = /^[0-9a-f]{1,17}/i.exec(text)?.[0].length ?? 0;
  const found = GROUPS.get(width)?.exec(text)?.[0];
  return found === undefined ? undefined : { groups: found.split(' '), rest: text.slice(found.length) };
}

/** Bytes of a row, which may end within a group. */
export function byteCount({ digits }: RowGroups): number {
  return digits.length / 2;
}

/** The digits of a row in the order of memory. */
export function digitsInMemory({ digits, groupBytes }: RowGroups, order: PrintedOrder): string {
  if (order === 'as printed' || groupBytes === 1) return digits;
  const groups = digits.match(new RegExp(`.{1,${String(2 * groupBytes)}}`, 'g')) ?? [];
  return groups.map((group) => (group.match(/../g) ?? []).toReversed().join('')).join('');
}

/**
 * How groups lie in memory, by the column of characters, which shows the bytes in the order of memory. It begins where it
 * would behind a full row: two blanks after its last digit (print_hex_dump, xxd), or four (md).
 *
 * @param rest what follows the last digit
 */
export function orderByCharacters(groups: readonly string[], rest: string): PrintedOrder | undefined {
  const row = { digits: groups.join(''), groupBytes: (groups[0]?.length ?? 2) / 2, order: undefined };
  const asPrinted = charactersOf(digitsInMemory(row, 'as printed'));
  const reversed = charactersOf(digitsInMemory(row, 'reversed'));
  if (asPrinted === reversed || rest.trim() === '') return undefined;
  const count = byteCount(row);
  for (const missing of ROW_BYTES.map((bytes) => bytes - count).filter((bytes) => bytes >= 0)) {
    for (const blanks of [2, 4]) {
      const column = missing * 2 + missing / row.groupBytes + blanks;
      const characters = rest.slice(column, column + count).padEnd(count);
      if (characters === asPrinted) return 'as printed';
      if (characters === reversed) return 'reversed';
    }
  }
  return undefined;
}

function charactersOf(digits: string): string {
  const bytes = (digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  return bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}
