import { RUN_OPTIONS, type OptionSpec } from '../plan/option-table.js';

const GROUPS = ['Operations', 'Run', 'Output'] as const;

/** docs/options.md, made from the table that the command line is made from. */
export function optionsDocument(): string {
  const options: readonly OptionSpec[] = RUN_OPTIONS;
  return [
    '# Options of `afalg-stress run`',
    '',
    'Made by `npm run docs` from src/plan/option-table.ts. Durations are written 500ms, 2s, 10m, 12h; sizes 512, 4K, 1M.',
    ...GROUPS.flatMap((group) => [
      '',
      `## ${group}`,
      '',
      '| option | default | what |',
      '| --- | --- | --- |',
      ...options.filter((option) => option.group === group).map(row),
    ]),
    '',
  ].join('\n');
}

function row(option: OptionSpec): string {
  const value = option.kind === 'flag' ? '' : ` ${valueOf(option)}`;
  const fallback = option.default === undefined ? (option.absent ?? 'off') : `\`${option.default}\``;
  return `| \`--${option.name}${value}\` | ${fallback} | ${option.describe} |`;
}

function valueOf({ kind, choices }: OptionSpec): string {
  switch (kind) {
    case 'choice':
      return (choices ?? []).join('\\|');
    case 'bytes':
      return 'SIZE';
    case 'count':
    case 'seed':
      return 'N';
    case 'duration':
      return 'TIME';
    case 'text':
      return 'TEXT';
    case 'flag':
      return '';
  }
}
