import type { Dump } from '../raw-dump.js';
import { kindOfLabel } from './dump-label.js';
import { parseDumpRow, type AddressedRow, type DumpRow, type LabelledRow } from './dump-row.js';
import { headerKind, headerLength } from '../descriptor/header.js';
import { swapBytes } from '../word.js';

/** A dump whose rows are still coming. */
interface OpenDump {
  readonly label?: string;
  readonly caller: string;
  readonly form: string;
  readonly line: number;
  readonly rows: DumpRow[];
}

/** Words a print_hex_dump row holds. */
const ROW_WORDS = 4;

/**
 * The dumps in a text with rows of a known form, in the order they begin: kernel logs with any other lines in between,
 * U-Boot and OP-TEE output, xxd, hexdump, od, md and devmem.
 */
export function dumpsInText(lines: readonly string[]): readonly Dump[] {
  const collector = new DumpCollector();
  for (const [index, line] of withRowsJoined(lines)) {
    const row = parseDumpRow(line);
    if (row !== undefined) collector.add(row, index + 1);
  }
  return collector.finish();
}

/**
 * A mailer may have broken a row of print_hex_dump: the rest of its words, and the characters, are on the next line.
 * Lines come with their index.
 */
function withRowsJoined(lines: readonly string[]): readonly (readonly [number, string])[] {
  const joined: [number, string][] = [];
  for (const [index, line] of lines.entries()) {
    const before = joined.at(-1);
    const row = before === undefined ? undefined : parseDumpRow(before[1]);
    const rest = /^[\s>]*((?:[0-9a-f]{8})(?: [0-9a-f]{8}){0,2})(?![0-9a-f])(?: {2}.*)?$/i.exec(line);
    const count = rest?.[1]?.split(' ').length ?? 0;
    const isRest = row?.kind === 'labelled' && count > 0 && row.words.length + count === ROW_WORDS;
    if (isRest && before !== undefined && /[0-9a-f]\s*$/i.test(before[1])) {
      before[1] = `${before[1].trimEnd()} ${line.replace(/^[\s>]*/, '')}`;
    } else joined.push([index, line]);
  }
  return joined;
}

class DumpCollector {
  readonly #open: OpenDump[] = [];
  readonly #closed: OpenDump[] = [];

  add(row: DumpRow, line: number): void {
    if (row.kind === 'labelled' && kindOfLabel(row.label) === 'job') this.#closeTables(row.caller);
    const current = this.#open.find((dump) => continues(dump, row));
    if (current !== undefined) current.rows.push(row);
    else {
      this.#close((dump) => isReplacedBy(dump, row));
      this.#open.push(opened(row, line));
    }
    this.#close(isComplete);
  }

  finish(): readonly Dump[] {
    this.#close(() => true);
    return this.#closed.toSorted((one, other) => one.line - other.line).map(dumpOf);
  }

  /** The driver dumps a request's tables before its job descriptor, so a job ends the table of the same thread. */
  #closeTables(caller: string): void {
    this.#close((dump) => dump.label !== undefined && kindOfLabel(dump.label) === 'sgt' && dump.caller === caller);
  }

  #close(which: (dump: OpenDump) => boolean): void {
    for (const dump of this.#open.filter(which)) {
      this.#open.splice(this.#open.indexOf(dump), 1);
      this.#closed.push(dump);
    }
  }
}

function opened(row: DumpRow, line: number): OpenDump {
  switch (row.kind) {
    case 'labelled':
      return { label: row.label, caller: row.caller, form: 'print_hex_dump rows', line, rows: [row] };
    case 'numbered':
      return { caller: '', form: 'numbered words', line, rows: [row] };
    case 'addressed':
      return { caller: '', form: 'rows with addresses', line, rows: [row] };
  }
}

/** Rows of two CPUs interleave, so a labelled row goes on with the open dump of its label, however far above. */
function continues(dump: OpenDump, row: DumpRow): boolean {
  const last = dump.rows.at(-1);
  if (last === undefined) return false;
  switch (row.kind) {
    case 'labelled':
      return dump.label === row.label && dump.caller === row.caller && !beginsAnew(dump, row);
    case 'numbered':
      return last.kind === 'numbered' && row.position === last.position + 1;
    case 'addressed':
      return last.kind === 'addressed' && follows(last, row);
  }
}

/** od counts in octal; everything else in hexadecimal. */
function follows(last: AddressedRow, row: AddressedRow): boolean {
  const bytes = 4 * last.words.length;
  return [16, 8].some((radix) => parseInt(row.address, radix) === parseInt(last.address, radix) + bytes);
}

/** A row that does not go on with a dump of its kind ends it. */
function isReplacedBy(dump: OpenDump, row: DumpRow): boolean {
  if (row.kind !== 'labelled') return dump.rows[0]?.kind === row.kind;
  return dump.label === row.label && dump.caller === row.caller;
}

/** Rows were lost, and the same descriptor begins once more. */
function beginsAnew(dump: OpenDump, row: LabelledRow): boolean {
  const first = dump.rows[0]?.words[0];
  return first !== undefined && first === row.words[0] && kindOfLabel(row.label) !== 'sgt' && readHeader(first) > 0;
}

/** A short row ends a dump of the kernel, and so does the length in a descriptor's header. */
function isComplete(dump: OpenDump): boolean {
  const last = dump.rows.at(-1);
  if (last?.kind !== 'labelled') return false;
  if (last.words.length < ROW_WORDS) return true;
  const words = dump.rows.flatMap((row) => row.words);
  const length = dump.label === undefined || kindOfLabel(dump.label) === 'sgt' ? 0 : readHeader(words[0] ?? 0);
  return length > 0 && words.length >= length;
}

/** DESCLEN of a header in either byte order; 0 for no header. */
function readHeader(word: number): number {
  const header = [word, swapBytes(word)].find((candidate) => headerKind(candidate) !== undefined);
  return header === undefined ? 0 : headerLength(header);
}

function dumpOf({ label, form, line, rows }: OpenDump): Dump {
  const sure = rows.find(({ isOrderSure }) => isOrderSure);
  return {
    ...(label === undefined ? {} : { label, kind: kindOfLabel(label) }),
    form,
    line,
    printed: rows.flatMap(({ words }) => words),
    order: (sure ?? rows[0])?.order ?? 'reversed',
    isOrderSure: sure !== undefined,
  };
}
