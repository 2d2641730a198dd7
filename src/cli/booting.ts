import type { GuestKind } from '../options/table/guest-kinds.js';
import { clockText } from '../report/numbers.js';
import type { Terminal } from './terminal.js';

const TICK_MILLISECONDS = 1000;

/** Says how long a guest has been booting: an emulated board takes two minutes, and nothing else moves meanwhile. */
export class Booting {
  readonly #terminal: Terminal;
  readonly #timer: NodeJS.Timeout;

  constructor(kind: GuestKind, terminal: Terminal, tickMilliseconds = TICK_MILLISECONDS) {
    this.#terminal = terminal;
    const started = performance.now();
    this.#timer = setInterval(() => {
      terminal.status(`booting the ${kind} guest  ${clockText(performance.now() - started)}`);
    }, tickMilliseconds);
  }

  /** It is up, and what it says comes through; or it is not to come. */
  end(): void {
    clearInterval(this.#timer);
    this.#terminal.clear();
  }

  /** Runs the guest; goes on no longer than that. */
  async until<T>(guest: () => Promise<T>): Promise<T> {
    try {
      return await guest();
    } finally {
      this.end();
    }
  }
}
