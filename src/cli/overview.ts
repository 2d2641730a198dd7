import { COMMANDS, synopsis, type CommandSpec } from '../options/command-table.js';
import { COMMAND } from '../package/command.js';
import { wrapped } from '../report/wrapped.js';

export const EXIT_CODES =
  'Exit codes: 0 passed, 1 finding, 2 harness broken, 4 nothing tested, 64 usage, 130 interrupted.';

const COLUMNS = 100;

/** What `--help` says when no command is named: what there is, and where to read on. */
export function overview(): string {
  return [
    "Stress the kernel's crypto drivers through AF_ALG and verify every output byte.",
    '',
    `${COMMAND} [COMMAND] [OPTION...]`,
    '',
    ...COMMANDS.flatMap(entry),
    '',
    `${COMMAND} COMMAND --help lists the options of a command.`,
    'A run without --duration or --ops goes on until Ctrl-C.',
    '',
    EXIT_CODES,
    '',
    'Documents: README.md; docs/options.md (all options), docs/results.md (what a run leaves behind),',
    'docs/caam.md (scan, decode, disasm), docs/board.md, docs/farm.md, docs/bisect.md, docs/bench.md',
  ].join('\n');
}

function entry(spec: CommandSpec): readonly string[] {
  const { name, describe, positional } = spec;
  const usage = positional === undefined ? name : `${name} ${synopsis(positional)}`;
  const [first = '', ...more] = wrapped(describe, COLUMNS - 26);
  return [`  ${usage.padEnd(24)}${first}`, ...more.map((line) => `${' '.repeat(26)}${line.trimStart()}`)];
}
