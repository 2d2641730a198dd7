import { POISON } from '../afalg/layout.js';
import type { DamagedOperation } from './damaged-operation.js';

const ROW = 16;
/** Rows before and from the one with the first bad byte on. */
const ROWS_BEFORE = 2;
const ROWS_AFTER = 6;

interface Row {
  /** Bytes from the start of the output; negative before it. */
  readonly offset: number;
  readonly expected: Uint8Array;
  readonly actual: Uint8Array;
}

/**
 * The window around the first bad byte, guards included, 16 bytes per line, expected | actual. A `*` stands before every
 * byte that differs. Empty when nothing does.
 */
export function hexdump(operation: DamagedOperation): readonly string[] {
  const { expected, actual, guardBefore, guardAfter, length } = operation;
  const all = [
    ...rows(-guardBefore.length, poison(guardBefore.length), guardBefore),
    ...rows(0, expected, actual),
    ...rows(length, poison(guardAfter.length), guardAfter),
  ];
  const bad = all.findIndex(differs);
  if (bad < 0) return [];
  const [from, to] = [Math.max(0, bad - ROWS_BEFORE), Math.min(all.length, bad + ROWS_AFTER)];
  const width = ROW * 3;
  const lines = all
    .slice(from, to)
    .flatMap((row): readonly string[] => [
      ...(row.offset === length ? [`${' '.repeat(8)}-- end of the buffer --`] : []),
      `${place(row.offset)} ${bytes(row.expected, []).padEnd(width)} |${bytes(row.actual, row.expected)}`,
      ...(row.offset < 0 && row.offset + ROW >= 0 ? [`${' '.repeat(8)}-- start of the buffer --`] : []),
    ]);
  return [
    `${' '.repeat(9)}${'expected'.padEnd(width)}| actual, * differs`,
    ...(from > 0 ? [SKIPPED] : []),
    ...lines,
    ...(to < all.length ? [SKIPPED] : []),
  ];
}

const SKIPPED = `${' '.repeat(8)}...`;

function rows(start: number, expected: Uint8Array, actual: Uint8Array): readonly Row[] {
  return Array.from({ length: Math.ceil(actual.length / ROW) }, (_, index) => ({
    offset: start + index * ROW,
    expected: expected.subarray(index * ROW, (index + 1) * ROW),
    actual: actual.subarray(index * ROW, (index + 1) * ROW),
  }));
}

function differs({ expected, actual }: Row): boolean {
  return actual.some((byte, index) => byte !== expected[index]);
}

function bytes(row: Uint8Array, compared: ArrayLike<number>): string {
  return Array.from(row, (byte, index) => {
    const other = compared[index];
    const mark = other === undefined || other === byte ? ' ' : '*';
    return mark + byte.toString(16).padStart(2, '0');
  }).join('');
}

function place(offset: number): string {
  const digits = Math.abs(offset).toString(16).padStart(4, '0');
  return `${offset < 0 ? '-' : ' '}${digits}`.padStart(7);
}

function poison(length: number): Uint8Array {
  return new Uint8Array(length).fill(POISON);
}
