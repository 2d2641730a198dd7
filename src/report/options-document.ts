import { COMMANDS, synopsis, type CommandSpec } from '../options/command-table.js';
import type { OptionSpec } from '../options/table/option-spec.js';
import { specOf } from '../options/table/option-table.js';
import { wrapped } from './wrapped.js';

/** What a terminal has. */
const COLUMNS = 100;

const GROUPS = ['Operations', 'Run', 'Probe', 'Bench', 'Guest', 'Input', 'Output'] as const;

/** docs/options.md, made from the tables that the command line is made from. */
export function optionsDocument(): string {
  return [
    '# Options',
    '',
    'Made by `npm run docs` from the tables in src/options. Durations are written 500ms, 2s, 10m, 12h; sizes 512, 4K, 1M.',
    ...COMMANDS.flatMap(section),
    '',
  ].join('\n');
}

function section({ name, describe, positional, options }: CommandSpec): readonly string[] {
  const specs = options.map(specOf);
  return [
    '',
    `## \`afalg-stress ${name}${positional === undefined ? '' : ` ${synopsis(positional)}`}\``,
    '',
    `${describe}.`,
    ...GROUPS.flatMap((group) => {
      const items = specs.filter((spec) => spec.group === group).flatMap(item);
      return items.length === 0 ? [] : ['', `### ${group}`, '', ...items];
    }),
  ];
}

/** A list, since a table would be wider than a terminal. */
function item(option: OptionSpec): readonly string[] {
  const value = option.kind === 'flag' ? '' : ` ${valueOf(option)}`;
  return wrapped(`- \`--${option.name}${value}\` (${fallbackOf(option)}): ${option.describe}`, COLUMNS);
}

function fallbackOf({ default: usual, guestDefaults = {}, absent = 'off' }: OptionSpec): string {
  if (usual === undefined) return absent;
  const others = Object.entries(guestDefaults).map(([guest, value]) => `with --guest ${guest} \`${value}\``);
  return [`\`${usual}\``, ...others].join(', ');
}

function valueOf({ kind, choices }: OptionSpec): string {
  switch (kind) {
    case 'choice':
      return (choices ?? []).join('|');
    case 'bytes':
      return 'SIZE';
    case 'count':
    case 'seed':
      return 'N';
    case 'duration':
    case 'seconds':
      return 'TIME';
    case 'text':
    case 'list':
      return 'TEXT';
    case 'flag':
      return '';
  }
}
