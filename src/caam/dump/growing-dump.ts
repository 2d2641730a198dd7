import type { Dump, DumpKind, PrintedOrder } from '../raw-dump.js';
import { kindOfLabel } from './dump-label.js';
import type { AddressedRow, DumpRow, LabelledRow } from './dump-row.js';
import { headerKind, headerLength } from '../descriptor/header.js';
import { byteCount, digitsInMemory } from './row-groups.js';
import { swapBytes } from '../word.js';
import { wordsWithGaps, type PlacedRow } from './words-with-gaps.js';

const FORMS: Readonly<Record<DumpRow['kind'], string>> = {
  labelled: 'print_hex_dump rows',
  numbered: 'numbered words',
  addressed: 'rows with addresses',
};
/** No descriptor has more, and rows of a table further apart than that are hardly of one. */
const WIDEST_GAP = 512;

/** A dump whose rows are still coming. */
export class GrowingDump {
  readonly first: DumpRow;
  readonly line: number;
  readonly kind: DumpKind | undefined;
  readonly #rows: (PlacedRow & { readonly row: DumpRow })[];
  /** DESCLEN of the header in bytes; 0 for none. */
  readonly #told: number;
  #end: number;
  /** Whether pointers follow each other; undefined while there is one row. Hashed ones do not. */
  #areAddressesReal: boolean | undefined;
  #squeezed = false;
  /** That of addresses, once two have shown it. */
  #radix: number | undefined;

  constructor(first: DumpRow, line: number) {
    this.first = first;
    this.line = line;
    this.kind = first.kind === 'labelled' ? kindOfLabel(first.label) : undefined;
    this.#rows = [{ at: 0, row: first }];
    this.#end = byteCount(first);
    this.#told = this.kind === 'sgt' || this.kind === 'data' ? 0 : 4 * headerWords(first);
  }

  /** hexdump, od and xxd print `*` for rows that equal the last one. */
  squeeze(): void {
    this.#squeezed = this.#last.kind === 'addressed';
  }

  /** Takes a row that goes on with this dump; false for any other. */
  add(row: DumpRow): boolean {
    const skipped = this.#skipped(row);
    if (skipped === undefined) return false;
    if (this.#squeezed) this.#repeatLast(skipped);
    const at = this.#end + (this.#squeezed ? 0 : skipped);
    this.#squeezed = false;
    this.#rows.push({ at, row });
    this.#end = at + byteCount(row);
    return true;
  }

  /** A row that does not go on with a dump of its kind ends it. */
  isReplacedBy(row: DumpRow): boolean {
    if (row.kind !== 'labelled' || this.first.kind !== 'labelled') return this.first.kind === row.kind;
    return this.first.label === row.label && this.first.caller === row.caller;
  }

  /** A short row ends a dump of the kernel, and so does the length in a descriptor's header. */
  get isComplete(): boolean {
    if (this.#last.kind !== 'labelled') return false;
    return byteCount(this.#last) < this.#rowBytes || (this.#told > 0 && this.#end >= this.#told);
  }

  finish(): Dump {
    const order = this.#order();
    const isCut = this.first.kind === 'labelled' && this.#areAddressesReal !== true && this.#end < this.#told;
    const { first, line } = this;
    return {
      ...(first.kind === 'labelled' ? { label: first.label } : {}),
      ...(this.kind === undefined ? {} : { kind: this.kind }),
      form: FORMS[first.kind],
      line,
      order: order ?? 'reversed',
      isOrderSure: order !== undefined,
      ...wordsWithGaps(this.#rows, order ?? 'reversed', { isCut, told: this.#told, rowBytes: this.#rowBytes }),
    };
  }

  get #last(): DumpRow {
    return this.#rows.at(-1)?.row ?? this.first;
  }

  get #rowBytes(): number {
    return byteCount(this.first) > 16 ? 32 : 16;
  }

  /** That of the CPU, or of bytes where there is nothing else. */
  #order(): PrintedOrder | undefined {
    const groups = this.#rows.map(({ row }) => row).filter(({ groupBytes }) => groupBytes > 1);
    if (groups.length === 0) return 'as printed';
    return groups.find(({ order }) => order !== undefined)?.order;
  }

  /** Bytes missing before a row; undefined where it does not go on with this dump. */
  #skipped(row: DumpRow): number | undefined {
    const last = this.#last;
    switch (row.kind) {
      case 'labelled':
        return last.kind === 'labelled' ? this.#skippedByPointer(last, row) : undefined;
      case 'numbered':
        return last.kind === 'numbered' ? this.#gap(4 * (row.position - last.position) - 4, row) : undefined;
      case 'addressed':
        return last.kind === 'addressed' ? this.#skippedByAddress(last, row) : undefined;
    }
  }

  /** Rows of two CPUs interleave, so a labelled row goes on with the open dump of its label, however far above. */
  #skippedByPointer(last: LabelledRow, row: LabelledRow): number | undefined {
    if (last.label !== row.label || last.caller !== row.caller || this.#beginsAnew(row)) return undefined;
    if (last.address === undefined || row.address === undefined) return 0;
    const skipped = row.address - last.address - byteCount(last);
    const isNear = skipped >= 0 && skipped <= WIDEST_GAP && skipped % this.#rowBytes === 0;
    this.#areAddressesReal ??= isNear;
    if (!this.#areAddressesReal) return 0;
    if (!isNear) return undefined;
    return this.kind === 'sgt' || this.#told === 0 ? skipped : this.#gap(skipped, row);
  }

  /** od counts in octal, with seven digits; everything else in hexadecimal. */
  #skippedByAddress(last: AddressedRow, row: AddressedRow): number | undefined {
    const skippedIn = (radix: number): number => addressOf(row, radix) - addressOf(last, radix) - byteCount(last);
    const radixes = this.#radix === undefined && row.address.length === 7 ? [16, 8] : [this.#radix ?? 16];
    const exact = radixes.find((radix) => skippedIn(radix) === 0);
    if (exact !== undefined) {
      this.#radix = exact;
      return 0;
    }
    const skipped = skippedIn(radixes[0] ?? 16);
    if (skipped < 0 || skipped % byteCount(last) !== 0) return undefined;
    return this.#squeezed && skipped <= WIDEST_GAP ? skipped : this.#gap(skipped, row);
  }

  /** Bytes that are missing within a descriptor: behind its end something else begins. */
  #gap(skipped: number, row: DumpRow): number | undefined {
    if (skipped === 0) return 0;
    return skipped > 0 && this.#end + skipped + byteCount(row) <= this.#told ? skipped : undefined;
  }

  /** Rows were lost, and the same descriptor begins once more. */
  #beginsAnew(row: LabelledRow): boolean {
    return this.#told > 0 && row.digits.slice(0, 8) === this.first.digits.slice(0, 8);
  }

  #repeatLast(bytes: number): void {
    const last = this.#last;
    for (let end = this.#end + bytes; this.#end < end; this.#end += byteCount(last)) {
      this.#rows.push({ at: this.#end, row: last });
    }
  }
}

function addressOf({ address }: AddressedRow, radix: number): number {
  return parseInt(radix === 16 ? address.slice(-8) : address, radix);
}

/** DESCLEN of a header in either byte order; 0 for no header. */
function headerWords(row: DumpRow): number {
  const word = parseInt(digitsInMemory(row, row.order ?? 'reversed').slice(0, 8), 16);
  const header = [word, swapBytes(word)].find((candidate) => headerKind(candidate) !== undefined);
  return header === undefined ? 0 : headerLength(header);
}
