import yargs, { type Argv, type Options } from 'yargs';
import { RUN_OPTIONS, type OptionSpec, type OptionTexts } from '../plan/option-table.js';
import { UsageError } from '../plan/usage-error.js';
import { VERSION } from './version.js';

const OPTIONS: readonly OptionSpec[] = RUN_OPTIONS;

/** What the user asked for. */
export interface Command {
  readonly name: 'run';
  readonly texts: OptionTexts;
}

/**
 * Reads the command line. undefined when --help or --version was all that was asked for.
 *
 * @throws UsageError
 */
export async function parseCommandLine(argv: readonly string[]): Promise<Command | undefined> {
  let command: Command | undefined;
  const parser = yargs()
    .scriptName('afalg-stress')
    .usage("$0 [command] [options]\n\nStress the kernel's crypto drivers through AF_ALG and verify every output byte.")
    .parserConfiguration({
      'camel-case-expansion': false,
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'populate--': true,
    })
    .locale('en')
    .command(
      ['run', '$0'],
      'hammer an algorithm from many threads; the default command',
      (builder) => runOptions(builder),
      (values) => {
        command = { name: 'run', texts: textsOf(values) };
      },
    )
    .strict()
    .version(VERSION)
    .help()
    .wrap(Math.min(120, process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : 100))
    .epilogue('Exit codes: 0 passed, 1 finding, 2 harness broken, 4 nothing tested, 64 usage, 130 interrupted.')
    .exitProcess(false)
    .fail(false);
  try {
    refuseValuesOnFlags(argv);
    await parser.parseAsync(withValuesAttached(argv));
  } catch (thrown) {
    if (thrown instanceof UsageError || !(thrown instanceof Error)) throw thrown;
    throw new UsageError(`${thrown.message.split('\n')[0] ?? ''} (afalg-stress --help lists the options)`);
  }
  return command;
}

function runOptions(builder: Argv): Argv {
  for (const spec of OPTIONS) {
    const options: Options = {
      type: spec.kind === 'flag' ? 'boolean' : 'string',
      describe: spec.describe,
      group: `${spec.group}:`,
      ...(spec.kind === 'flag' ? {} : { requiresArg: true }),
      ...(spec.absent === undefined ? {} : { defaultDescription: spec.absent }),
      ...(spec.default === undefined ? {} : { defaultDescription: `"${spec.default}"` }),
      ...(spec.choices === undefined ? {} : { describe: `${spec.describe} (${spec.choices.join(', ')})` }),
    };
    builder.option(spec.name, options);
  }
  return builder;
}

function textsOf(values: Readonly<Record<string, unknown>>): OptionTexts {
  const rest = values['--'];
  if (Array.isArray(rest) && rest.length > 0) throw new UsageError(`unknown argument: ${String(rest[0])}`);
  const texts: Partial<Record<string, string | boolean>> = {};
  for (const { name } of OPTIONS) {
    const value = values[name];
    if (Array.isArray(value)) throw new UsageError(`--${name} is given more than once`);
    if (typeof value === 'string' || typeof value === 'boolean') texts[name] = value;
  }
  return texts;
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
