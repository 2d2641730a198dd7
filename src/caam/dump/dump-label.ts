import type { DumpKind } from '../raw-dump.js';

/** The beginning of a row of print_hex_dump under a label with the driver's source line. */
export interface LabelledStart {
  readonly label: string;
  /** Digits of the pointer; undefined where the kernel did not print it. */
  readonly address: string | undefined;
  /** From the first digit of the words on. */
  readonly rest: string;
}

/** `%p` is 8 or 16 digits, hashed from 4.15 on; early in the boot it is a text (lib/vsprintf.c). */
const LABEL =
  /([A-Za-z][\w. ]{0,39}@\d{0,6} ?): (?:0x)?(?:([0-9a-f]{8}|[0-9a-f]{16})|\(_*ptrval_*\)): (?=(?:[0-9a-f]{2}|[0-9a-f]{4}|[0-9a-f]{8}|[0-9a-f]{16})(?![0-9a-f]))/i;
/** Characters before and after an @ that are looked at: a flood of other, longer lines is searched, too. */
const BEFORE = 40;
const BEHIND = 60;
/** An address of somebody's mail, or a colour, may stand before it. */
const MOST_SIGNS = 4;

/** The label of a row, wherever in a line it stands; undefined for any other line. */
export function labelledStart(line: string): LabelledStart | undefined {
  for (
    let at = line.indexOf('@'), count = 0;
    at >= 0 && count < MOST_SIGNS;
    at = line.indexOf('@', at + 1), count += 1
  ) {
    const from = Math.max(0, at - BEFORE);
    const found = LABEL.exec(line.slice(from, at + BEHIND));
    const [whole, label, address] = found ?? [];
    if (found !== null && whole !== undefined && label !== undefined) {
      return { label: label.trim(), address, rest: line.slice(from + found.index + whole.length) };
    }
  }
  return undefined;
}

/** What an object of this label is. The number is the driver's source line, different in every version. */
export function kindOfLabel(label: string): DumpKind {
  if (label.includes('shdesc')) return 'shared';
  if (/job ?desc|reseed desc/.test(label)) return 'job';
  return label.includes('sec4_sg') ? 'sgt' : 'data';
}

/** What the dump is that a line of the kernel log is a row of; undefined for any other line. */
export function dumpKindOfLine(line: string): DumpKind | undefined {
  const label = labelledStart(line)?.label;
  return label === undefined ? undefined : kindOfLabel(label);
}
