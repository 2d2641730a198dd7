import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { parseCommandLine, type Command } from '#dist/cli/command-line.js';
import { RUN_OPTIONS, type OptionTexts } from '#dist/plan/option-table.js';
import { specOf } from '#dist/plan/option-values.js';
import { UsageError } from '#dist/plan/usage-error.js';

async function textsOf(...argv: readonly string[]): Promise<OptionTexts> {
  const command = await parseCommandLine(argv);
  assert.equal(command?.name, 'run');
  return command.texts;
}

/** The one line that the user gets. */
async function refusalOf(...argv: readonly string[]): Promise<string> {
  try {
    await parseCommandLine(argv);
  } catch (thrown) {
    assert.ok(thrown instanceof UsageError, String(thrown));
    assert.ok(!thrown.message.includes('\n'), thrown.message);
    return thrown.message;
  }
  return assert.fail(`accepted: ${argv.join(' ')}`);
}

/** What was parsed, and what was printed on stdout meanwhile. */
async function printing(...argv: readonly string[]): Promise<{ command: Command | undefined; text: string }> {
  const log = mock.method(console, 'log', () => undefined);
  try {
    const command = await parseCommandLine(argv);
    return { command, text: log.mock.calls.map(({ arguments: args }) => args.map(String).join(' ')).join('\n') };
  } finally {
    log.mock.restore();
  }
}

const VALUED = RUN_OPTIONS.map(({ name }) => name).filter((name) => specOf(name).kind !== 'flag');
const FLAGS = RUN_OPTIONS.map(({ name }) => name).filter((name) => specOf(name).kind === 'flag');

describe('the command', () => {
  it('is run, said or not, before or after its options', async () => {
    assert.deepEqual(await textsOf(), {});
    assert.deepEqual(await textsOf('run'), {});
    assert.deepEqual(await textsOf('run', '--workers', '3'), { workers: '3' });
    assert.deepEqual(await textsOf('--workers', '3', 'run'), { workers: '3' });
  });

  it('is named when there is no such one', async () => {
    assert.match(await refusalOf('frobnicate'), /frobnicate.*--help/);
    assert.match(await refusalOf('run', 'results'), /results.*--help/);
    assert.match(await refusalOf('-'), /-/);
  });

  it('takes nothing after -- either', async () => {
    assert.match(await refusalOf('--', 'frobnicate'), /frobnicate/);
  });
});

describe('an option with a value', () => {
  it('takes it as the next argument or after =, whatever it looks like', async () => {
    for (const name of VALUED) {
      assert.deepEqual(await textsOf(`--${name}`, 'value'), { [name]: 'value' });
      assert.deepEqual(await textsOf(`--${name}=value`), { [name]: 'value' });
      assert.deepEqual(await textsOf(`--${name}`, '-1'), { [name]: '-1' });
      assert.deepEqual(await textsOf(`--${name}`, '0x10'), { [name]: '0x10' });
    }
  });

  it('may be stress-ng with arguments of its own', async () => {
    const stressNg = '--vm 4 --vm-bytes 50M';
    assert.deepEqual(await textsOf('--stress-ng', stressNg), { 'stress-ng': stressNg });
    assert.deepEqual(await textsOf(`--stress-ng=${stressNg}`), { 'stress-ng': stressNg });
    assert.deepEqual(await textsOf('--stress-ng', '--cpu', '--workers', '2'), { 'stress-ng': '--cpu', workers: '2' });
    assert.deepEqual(await textsOf('--stress-ng', '"--vm 4"'), { 'stress-ng': '"--vm 4"' });
  });

  it('keeps any text as it is', async () => {
    const names = new Set<string>(RUN_OPTIONS.map(({ name }) => `--${name}`));
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^-{0,3}[a-z]{0,5}[="' \\\n]{0,3}\w{0,3}$/),
    );
    const value = text.filter((candidate) => !names.has(candidate.split('=')[0] ?? ''));
    await fc.assert(
      fc.asyncProperty(value, async (results) => {
        assert.deepEqual(await textsOf('--results', results), { results });
        assert.deepEqual(await textsOf(`--results=${results}`), { results });
      }),
      { numRuns: 60 },
    );
  });

  it('is named when its value is missing', async () => {
    for (const name of VALUED) {
      assert.match(await refusalOf(`--${name}`), new RegExp(`${name}.*--help`));
      assert.match(await refusalOf(`--${name}`, '--quiet'), new RegExp(`${name}.*--help`));
    }
    assert.match(await refusalOf('--algorithm', '--workers', '3'), /algorithm/);
    assert.match(await refusalOf('--algorithm', '--workers=3'), /algorithm/);
  });

  it('is named when it is given twice', async () => {
    for (const name of VALUED) {
      assert.equal(await refusalOf(`--${name}`, '1', `--${name}=2`), `--${name} is given more than once`);
    }
  });
});

describe('a flag', () => {
  it('is set when it is there, alone or among others', async () => {
    for (const name of FLAGS) assert.deepEqual(await textsOf(`--${name}`), { [name]: true });
    assert.deepEqual(await textsOf('--json', '--workers', '2', '--quiet'), { json: true, workers: '2', quiet: true });
  });

  it('has no value and no opposite', async () => {
    assert.match(await refusalOf('--json', 'yes'), /yes/);
    assert.match(await refusalOf('--no-json'), /no-json/);
  });

  it('is not quietly unset by a value that is neither true nor false', async () => {
    assert.match(await refusalOf('--json=maybe'), /json/);
  });
});

describe('an option that does not exist', () => {
  it('is named', async () => {
    for (const argument of [
      '--wrokers',
      '--maxLength',
      '--max_length',
      '--RESULTS',
      '-w',
      '--constructor',
      '--toString',
    ]) {
      assert.match(await refusalOf(argument, '1'), new RegExp(`${argument.replace(/^-+/, '')}.*--help`), argument);
    }
  });

  it('is named when it is a known one with a dot in it, too', async () => {
    assert.match(await refusalOf('--seed.x=5'), /seed/);
  });

  it('is told in English, whatever the locale: scripts and bug reports read it', async () => {
    const before = process.env['LC_ALL'];
    process.env['LC_ALL'] = 'de_DE.UTF-8';
    try {
      assert.match(await refusalOf('--nope'), /^Unknown argument: nope/);
    } finally {
      if (before === undefined) delete process.env['LC_ALL'];
      else process.env['LC_ALL'] = before;
    }
  });
});

describe('--help and --version', () => {
  it('print and leave nothing to do', async () => {
    for (const argv of [['--help'], ['run', '--help'], ['--workers', '3', '--help']]) {
      const { command, text } = await printing(...argv);
      assert.equal(command, undefined);
      for (const { name } of RUN_OPTIONS) assert.ok(text.includes(`--${name} `), name);
    }
    const { command, text } = await printing('--version');
    assert.deepEqual([command, /^\d+\.\d+\.\d+\S*$/.test(text)], [undefined, true]);
  });

  it('list the defaults and the exit codes', async () => {
    const { text } = await printing('--help');
    const line = text.replaceAll(/\s+/g, ' ');
    assert.match(line, /--workers [^[]*\[[^[]*\[[^[]*"10"\]/);
    assert.match(line, /--ops [^[]*\[[^[]*\[[^[]*no limit\]/);
    assert.match(
      line,
      /Exit codes: 0 passed, 1 finding, 2 harness broken, 4 nothing tested, 64 usage, 130 interrupted/,
    );
  });
});
