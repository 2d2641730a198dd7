import type { WriteStream } from 'node:tty';
import { harmless } from '../codec/printable.js';

/** How often a plain line says where the run stands when nobody watches a terminal. */
const PLAIN_MILLISECONDS = 30_000;
const DEFAULT_COLUMNS = 80;

type Output = NodeJS.WriteStream | WriteStream;

/**
 * stderr as people see it: one status line that is overwritten in place on a terminal, a plain line now and then
 * anywhere else. ASCII, and at most a line a second: a serial console at 115200 baud carries that.
 */
export class Terminal {
  readonly #stream: Output;
  readonly #live: boolean;
  readonly #quiet: boolean;
  #shown = false;
  #lastPlain = performance.now();

  constructor(stream: Output, environment: NodeJS.ProcessEnv, quiet: boolean) {
    this.#stream = stream;
    this.#quiet = quiet;
    this.#live = stream.isTTY && environment['TERM'] !== 'dumb' && environment['CI'] === undefined;
    // A reader that goes away (`2>&1 | head`) must not end the run.
    stream.on('error', () => undefined);
  }

  status(text: string): void {
    if (this.#quiet) return;
    if (this.#live) {
      this.#stream.write(`\r${text.slice(0, this.#columns - 1)}\x1b[K`);
      this.#shown = true;
    } else if (performance.now() - this.#lastPlain >= PLAIN_MILLISECONDS) {
      this.#lastPlain = performance.now();
      this.#stream.write(`${text}\n`);
    }
  }

  /** A line that stays. */
  line(text: string): void {
    this.clear();
    this.#stream.write(`${harmless(text)}\n`);
  }

  /** A line that stays, for those who did not ask for quiet. */
  note(text: string): void {
    if (!this.#quiet) this.line(text);
  }

  /** Takes the status line away. */
  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }

  /** Serial consoles say 0. */
  get #columns(): number {
    const columns = this.#stream.isTTY ? this.#stream.columns : 0;
    return columns > 0 ? columns : DEFAULT_COLUMNS;
  }
}
