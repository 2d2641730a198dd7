import { dumpKindOfLine } from '../../caam/dump/dump-label.js';
import type { LoggedDumps } from '../../results/logged-descriptors.js';

/** Some 50 jobs with their tables; a descriptor has 16 rows at the most. */
const ROWS_BEFORE = 256;
/** Until the alarm is recorded, a quarter of a second later. */
const ROWS_BEHIND = 128;

interface Row {
  readonly order: number;
  readonly line: string;
}

/** The last rows of each sort; what came before is counted. */
class LastRows {
  readonly #rows: Row[] = [];
  #isCut = false;

  add(row: Row): void {
    this.#rows.push(row);
    if (this.#rows.length <= ROWS_BEFORE) return;
    this.#rows.shift();
    this.#isCut = true;
  }

  get all(): readonly Row[] {
    return this.#rows;
  }

  get isCut(): boolean {
    return this.#isCut;
  }
}

/** The rows of dumps around one alarm: those before it, and those that still come. */
export class RowsAround {
  readonly #lines: string[];
  readonly #alarm: number;
  readonly #isCut: boolean;
  readonly #room: number;

  constructor(before: readonly string[], alarm: string, isCut: boolean) {
    this.#lines = [...before, alarm];
    this.#alarm = before.length;
    this.#isCut = isCut;
    this.#room = this.#lines.length + ROWS_BEHIND;
  }

  add(line: string): void {
    if (this.#lines.length < this.#room) this.#lines.push(line);
  }

  /** undefined when there was no row at all. */
  get dumps(): LoggedDumps | undefined {
    if (this.#lines.length === 1) return undefined;
    return { lines: this.#lines, alarm: this.#alarm, isCut: this.#isCut };
  }
}

/**
 * The last rows of descriptor dumps in the kernel log. Those of shared descriptors are kept apart: the driver dumps one
 * when a key is set, and then a job with its table for every request, thousands a second.
 */
export class DumpRows {
  readonly #shared = new LastRows();
  readonly #requests = new LastRows();
  #order = 0;

  /** Takes a line; whether it is such a row. */
  add(text: string, line: string): boolean {
    const kind = dumpKindOfLine(text);
    switch (kind) {
      case undefined:
        return false;
      case 'data':
        // Keys, IVs and messages: nothing to disassemble.
        return false;
      case 'shared':
        this.#shared.add(this.#row(line));
        return true;
      case 'job':
      case 'sgt':
        this.#requests.add(this.#row(line));
        return true;
    }
  }

  /** What there is now, around a line of alarm that has just come. */
  around(alarm: string): RowsAround {
    const before = [...this.#shared.all, ...this.#requests.all].sort((one, other) => one.order - other.order);
    const isCut = this.#shared.isCut || this.#requests.isCut;
    return new RowsAround(
      before.map(({ line }) => line),
      alarm,
      isCut,
    );
  }

  #row(line: string): Row {
    this.#order += 1;
    return { order: this.#order, line };
  }
}
