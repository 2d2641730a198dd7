import type { Dump } from '../raw-dump.js';
import { kindOfLabel } from './dump-label.js';
import { joinedRow, parseDumpRow, type DumpRow } from './dump-row.js';
import { GrowingDump } from './growing-dump.js';

/** Labels and CPUs whose rows can be mixed; a text of other rows must not keep them all open. */
const MOST_OPEN = 32;

/**
 * The dumps in a text with rows of a known form, in the order they begin: kernel logs with any other lines in between,
 * U-Boot and OP-TEE output, xxd, hexdump, od, md and devmem. Time is linear in the text.
 */
export function dumpsInText(lines: readonly string[]): readonly Dump[] {
  const collector = new DumpCollector();
  let before: { readonly row: DumpRow; readonly line: number } | undefined;
  for (const [index, line] of lines.entries()) {
    const joined = before?.row.kind === 'labelled' ? joinedRow(before.row, line) : undefined;
    if (before !== undefined) collector.add(joined ?? before.row, before.line);
    const row = joined === undefined ? parseDumpRow(line) : undefined;
    before = row === undefined ? undefined : { row, line: index + 1 };
    if (row === undefined && line.trim() === '*') collector.squeeze();
  }
  if (before !== undefined) collector.add(before.row, before.line);
  return collector.finish();
}

class DumpCollector {
  #open: GrowingDump[] = [];
  readonly #closed: GrowingDump[] = [];

  add(row: DumpRow, line: number): void {
    if (row.kind === 'labelled' && kindOfLabel(row.label) === 'job') this.#closeTables(row.caller);
    const current = this.#open.find((dump) => dump.add(row));
    if (current === undefined) {
      this.#close((dump) => dump.isReplacedBy(row));
      if (this.#open.length >= MOST_OPEN) this.#close((dump) => dump === this.#open[0]);
      this.#open.push(new GrowingDump(row, line));
    }
    this.#close((dump) => dump.isComplete);
  }

  squeeze(): void {
    for (const dump of this.#open) dump.squeeze();
  }

  finish(): readonly Dump[] {
    this.#close(() => true);
    return this.#closed.toSorted((one, other) => one.line - other.line).map((dump) => dump.finish());
  }

  /** The driver dumps a request's tables before its job descriptor, so a job ends the table of the same thread. */
  #closeTables(caller: string): void {
    this.#close(({ kind, first }) => kind === 'sgt' && first.kind === 'labelled' && first.caller === caller);
  }

  #close(which: (dump: GrowingDump) => boolean): void {
    const closing = this.#open.filter(which);
    if (closing.length === 0) return;
    this.#closed.push(...closing);
    this.#open = this.#open.filter((dump) => !closing.includes(dump));
  }
}
