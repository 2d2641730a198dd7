import { withoutEscapes } from '../caam/terminal-escapes.js';
import { printable } from '../codec/printable.js';

/** Enough for the traces of two processors. */
const KEPT_CHARACTERS = 256 * 1024;
const LINES_OF_A_FAILURE = 3;

/** The words with which a kernel says that it goes down, and why: kernel/panic.c, and the oops texts of arch/. */
const PANIC = /Kernel panic - not syncing: .*/;
const CAUSE = /\b(?:BUG: |Oops\b|Unable to handle |Internal error: |Unhandled fault|general protection fault)/;
/** How far above its panic the cause of one stands. */
const CAUSE_LINES = 120;

/** The newest that a guest's kernel and init printed. */
export class GuestConsole {
  #text = '';

  add(chunk: Buffer): void {
    this.#text = (this.#text + chunk.toString('latin1')).slice(-KEPT_CHARACTERS);
  }

  /** What was printed until now says nothing about what is to come. */
  forget(): void {
    this.#text = '';
  }

  /** Without what could move a cursor. */
  get lines(): readonly string[] {
    return this.#text
      .split('\n')
      .map((line) => printable(withoutEscapes(line).replace(/\r+$/, '')))
      .filter((line) => line !== '');
  }

  /** The kernel's last words: the line that says it panicked, and all from the cause on; undefined when it did not. */
  get panic(): { readonly line: string; readonly report: readonly string[] } | undefined {
    const { lines } = this;
    const at = lines.findIndex((line) => PANIC.test(line));
    const line = lines[at];
    if (line === undefined) return undefined;
    const above = lines.slice(Math.max(0, at - CAUSE_LINES), at).findIndex((each) => CAUSE.test(each));
    const from = above === -1 ? at : Math.max(0, at - CAUSE_LINES) + above;
    return { line: PANIC.exec(line)?.[0] ?? line, report: lines.slice(from) };
  }

  /** For one line of text. */
  get end(): string {
    const last = this.lines.slice(-LINES_OF_A_FAILURE).map((line) => line.trim());
    return last.length === 0 ? '(nothing)' : last.join(' | ');
  }
}
