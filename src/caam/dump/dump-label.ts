import type { DumpKind } from '../raw-dump.js';

/** A row of print_hex_dump under a label with the driver's source line: the label, a pointer, the first word. */
const LABEL = /([A-Za-z][\w. ]*@\d* ?): (?:0x)?(?:[0-9a-f]{8}|[0-9a-f]{16}|\(_*ptrval_*\)): [0-9a-f]{8}(?![0-9a-f])/i;
/** Characters before and after the first @ that are looked at: a flood of other, longer lines is searched, too. */
const BEFORE = 40;
const BEHIND = 50;

/** What an object of this label is. The number is the driver's source line, different in every version. */
export function kindOfLabel(label: string): DumpKind {
  if (label.includes('shdesc')) return 'shared';
  if (/job ?desc|reseed desc/.test(label)) return 'job';
  return label.includes('sec4_sg') ? 'sgt' : 'data';
}

/** What the dump is that a line of the kernel log is a row of; undefined for any other line. */
export function dumpKindOfLine(line: string): DumpKind | undefined {
  const at = line.indexOf('@');
  if (at < 0) return undefined;
  const label = LABEL.exec(line.slice(Math.max(0, at - BEFORE), at + BEHIND))?.[1];
  return label === undefined ? undefined : kindOfLabel(label);
}
