import yargs, { type Argv } from 'yargs';
import { COMMANDS, synopsis, type Command, type CommandSpec } from '../options/command-table.js';
import type { OptionSpec } from '../options/table/option-spec.js';
import { specOf, type OptionName, type OptionTexts } from '../options/table/option-table.js';
import { UsageError } from '../options/usage-error.js';
import { COMMAND } from '../package/command.js';
import { VERSION } from '../package/version.js';
import { EXIT_CODES, overview } from './overview.js';
import { inOurWords } from './refused-words.js';

/** Of all commands: an option means the same wherever it appears. */
const OPTIONS = [...new Set(COMMANDS.flatMap(({ options }): readonly OptionName[] => options))].map(
  (name): OptionSpec & { readonly name: OptionName } => ({ ...specOf(name), name }),
);

/**
 * Reads the command line. undefined when --help or --version was all that was asked for.
 *
 * @throws UsageError
 */
export async function parseCommandLine(argv: readonly string[]): Promise<Command | undefined> {
  if (argv.length === 1 && argv[0] === '--help') {
    console.log(overview());
    return undefined;
  }
  let command: Command | undefined;
  const parser = yargs()
    .scriptName('afalg-stress')
    .parserConfiguration({
      'camel-case-expansion': false,
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'populate--': true,
    })
    .locale('en')
    .strict()
    .version(VERSION)
    .help()
    .wrap(Math.min(120, process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : 100))
    .exitProcess(false)
    .fail(false);
  for (const [index, spec] of COMMANDS.entries()) {
    const { name, describe } = spec;
    parser.command(
      index === 0 ? [name, '$0'] : usageOf(spec),
      describe,
      (builder) => addArguments(builder, spec),
      (values) => {
        command = { name, positionals: positionalsOf(values, spec, argv), texts: textsOf(values) };
      },
    );
  }
  try {
    refuseValuesOnFlags(argv);
    await parser.parseAsync(withValuesAttached(withCommandFirst(argv)));
  } catch (thrown) {
    if (thrown instanceof UsageError || !(thrown instanceof Error)) throw thrown;
    throw new UsageError(inOurWords(thrown.message.split('\n')[0] ?? '', argv, OPTIONS));
  }
  return command;
}

function usageOf({ name, positional }: CommandSpec): string {
  return positional === undefined ? name : `${name} ${synopsis(positional)}`;
}

function addArguments(builder: Argv, command: CommandSpec): Argv {
  const { positional, options, describe } = command;
  builder.usage(`${COMMAND} ${usageOf(command)} [options]\n\n${describe}\n\n${EXIT_CODES}`);
  if (positional !== undefined) {
    builder.positional(positional.name, { type: 'string', describe: positional.describe });
  }
  for (const spec of options.map(specOf)) {
    builder.option(spec.name, {
      type: spec.kind === 'flag' ? 'boolean' : 'string',
      describe: spec.describe,
      group: `${spec.group}:`,
      ...(spec.kind === 'flag' ? {} : { requiresArg: true }),
      ...(spec.absent === undefined ? {} : { defaultDescription: spec.absent }),
      ...(spec.default === undefined ? {} : { defaultDescription: defaultOf(spec.default, spec.guestDefaults) }),
      ...(spec.choices === undefined ? {} : { describe: `${spec.describe} (${spec.choices.join(', ')})` }),
    });
  }
  return builder;
}

function defaultOf(usual: string, guestDefaults: OptionSpec['guestDefaults'] = {}): string {
  const others = Object.entries(guestDefaults).map(([guest, value]) => `with --guest ${guest} "${value}"`);
  return [`"${usual}"`, ...others].join(', ');
}

function positionalsOf(
  values: Readonly<Record<string, unknown>>,
  { positional }: CommandSpec,
  argv: readonly string[],
): readonly string[] {
  if (positional === undefined) return [];
  // yargs makes an empty text of a positional that is a lone dash.
  return stringsIn(values[positional.name]).map((text) => (text === '' && argv.includes('-') ? '-' : text));
}

function stringsIn(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}

function textsOf(values: Readonly<Record<string, unknown>>): OptionTexts {
  const rest = values['--'];
  if (Array.isArray(rest) && rest.length > 0) throw new UsageError(`unknown argument: ${String(rest[0])}`);
  const texts: Partial<Record<string, string | boolean | readonly string[]>> = {};
  for (const { name, kind } of OPTIONS) {
    const value = values[name];
    if (kind === 'list') {
      if (value !== undefined) texts[name] = stringsIn(value);
      continue;
    }
    if (Array.isArray(value)) throw new UsageError(`--${name} is given more than once`);
    if (typeof value === 'string' || typeof value === 'boolean') texts[name] = value;
  }
  return texts;
}

/**
 * The command's name before its options: yargs would take it for the value of a flag before it. The name is the first
 * argument that is neither an option nor an option's value.
 */
function withCommandFirst(argv: readonly string[]): readonly string[] {
  const takesValue = new Set(OPTIONS.filter(({ kind }) => kind !== 'flag').map(({ name }) => `--${name}`));
  const at = argv.findIndex((text, index) => !text.startsWith('-') && !takesValue.has(argv[index - 1] ?? ''));
  return at < 0 ? argv : [...argv.slice(at, at + 1), ...argv.slice(0, at), ...argv.slice(at + 1)];
}

/**
 * `--stress-ng "--vm 4"` as `--stress-ng=--vm 4`: yargs would take a value that starts with a dash for an option. A
 * value that is itself an option of ours stays where it is, so that a forgotten value is noticed.
 */
function withValuesAttached(argv: readonly string[]): readonly string[] {
  const names = new Set(OPTIONS.map(({ name }) => `--${name}`));
  const takesValue = new Set(OPTIONS.filter(({ kind }) => kind !== 'flag').map(({ name }) => `--${name}`));
  const attached: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const next = argv[index + 1];
    if (takesValue.has(argument) && next !== undefined && !names.has(next.split('=')[0] ?? '')) {
      attached.push(`${argument}=${next}`);
      index += 1;
    } else attached.push(argument);
  }
  return attached;
}

/** yargs would read `--json=maybe` as `--json=false`. */
function refuseValuesOnFlags(argv: readonly string[]): void {
  for (const { name, kind } of OPTIONS) {
    const valued = argv.find((argument) => argument.startsWith(`--${name}=`));
    if (kind === 'flag' && valued !== undefined) throw new UsageError(`--${name} takes no value: '${valued}'`);
  }
}
