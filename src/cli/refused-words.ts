import { COMMANDS } from '../options/command-table.js';
import { COMMAND } from '../package/command.js';

interface Named {
  readonly name: string;
}

/** What yargs says of a command line, with what may have been meant. */
export function inOurWords(message: string, argv: readonly string[], options: readonly Named[]): string {
  const help = `${COMMAND} COMMAND --help lists the options`;
  if (message.startsWith('Not enough non-option arguments')) {
    const spec = COMMANDS.find(({ name }) => argv.includes(name));
    const positional = spec !== undefined && 'positional' in spec ? spec.positional : undefined;
    if (spec !== undefined && positional !== undefined) {
      return `${spec.name} needs ${positional.name}: ${positional.describe}`;
    }
  }
  const [, unknown] = /^Unknown arguments?: ([^,]+)/.exec(message) ?? [];
  const meant = unknown === undefined ? undefined : nearest(unknown, options);
  return meant === undefined ? `${message} (${help})` : `${message}: did you mean ${meant}? (${help})`;
}

/** The option or command that is a letter or two away. */
function nearest(word: string, options: readonly Named[]): string | undefined {
  const known = [
    ...options.map(({ name }) => ({ name, text: `--${name}` })),
    ...COMMANDS.map(({ name }) => ({ name, text: name })),
  ];
  const [best] = known
    .map(({ name, text }) => ({ text, distance: editDistance(word, name) }))
    .toSorted((one, other) => one.distance - other.distance);
  return best !== undefined && best.distance <= Math.min(MOST_EDITS, word.length / 3) ? best.text : undefined;
}

const MOST_EDITS = 2;

/** Letters to insert, delete or replace (V. I. Levenshtein, 1966). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (one[at - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
