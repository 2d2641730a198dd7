/**
 * What the inside of a guest says on its control wire, a line each. The words are those of `say` in
 * src/guest/init/common.sh, and `results` comes from the command itself.
 */
export type WireMessage =
  /** The kernel has booted: from here on, its end says something about it. */
  | { readonly kind: 'booted' }
  /** The command is running. */
  | { readonly kind: 'up' }
  /** Once a second. */
  | { readonly kind: 'alive' }
  /** The name of the run's directory, within --results. */
  | { readonly kind: 'results'; readonly name: string }
  /** Why a module could not be loaded. */
  | { readonly kind: 'refusal'; readonly reason: string }
  /** The command has ended. */
  | { readonly kind: 'exit'; readonly code: number }
  /** Anything else: nothing may be concluded from it. */
  | { readonly kind: 'garbled'; readonly line: string };

/** In the environment of a guest's command: the descriptor that is the wire. */
export const WIRE_VARIABLE = 'AFALG_STRESS_WIRE';

/** The names of signals go the other way, a line each. All of them mean the same to a command: end in order. */
export const END_IN_ORDER = 'TERM\n';

/** @param line without its end */
export function wireMessage(line: string): WireMessage {
  const [, word, text = ''] = /^(\w+)(?: (.*))?$/.exec(line) ?? [];
  switch (word) {
    case 'booted':
    case 'up':
    case 'alive':
      return { kind: word };
    case 'results':
      // The name of a directory: nothing that leads elsewhere.
      return /^[\w-][\w.-]*$/.test(text) ? { kind: 'results', name: text } : { kind: 'garbled', line };
    case 'refusal':
      return { kind: 'refusal', reason: text };
    case 'exit':
      // An empty or a torn number is none: 0 would be a PASS.
      return /^\d{1,3}$/.test(text) ? { kind: 'exit', code: Number(text) } : { kind: 'garbled', line };
    default:
      return { kind: 'garbled', line };
  }
}
