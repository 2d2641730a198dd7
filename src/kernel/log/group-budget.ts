import type { AlarmKind } from './alarm-kind.js';
import { messagePrefix } from './engine-names.js';

/** Different texts of one kind. */
const MOST_OF_KIND = 200;
/** Different texts of one driver. */
const MOST_OF_DRIVER = 50;

/**
 * How many different texts are kept: what one driver floods the log with must not use up the room of another, and
 * nothing uses up that of an oops.
 */
export class GroupBudget {
  readonly #taken = new Map<string, number>();

  /** Takes room for a text; false when there is none left. */
  take(kind: AlarmKind, text: string): boolean {
    const limits: readonly (readonly [string, number])[] = [
      [kind, MOST_OF_KIND],
      ...(kind === 'engine' ? [[`engine ${messagePrefix(text).driver}`, MOST_OF_DRIVER] as const] : []),
    ];
    if (limits.some(([name, most]) => this.#count(name) >= most)) return false;
    for (const [name] of limits) this.#taken.set(name, this.#count(name) + 1);
    return true;
  }

  #count(name: string): number {
    return this.#taken.get(name) ?? 0;
  }
}
