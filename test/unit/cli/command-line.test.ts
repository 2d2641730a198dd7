import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { parseCommandLine } from '#dist/cli/command-line.js';
import { COMMANDS, optionsOf, type Command } from '#dist/options/command-table.js';
import { specOf, type OptionTexts } from '#dist/options/table/option-table.js';
import { UsageError } from '#dist/options/usage-error.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

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

const VALUED = optionsOf('run')
  .map(({ name }) => name)
  .filter((name) => specOf(name).kind !== 'flag');
const FLAGS = optionsOf('run')
  .map(({ name }) => name)
  .filter((name) => specOf(name).kind === 'flag');

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

describe('decode and disasm', () => {
  it('take words or a file, and options of their own', async () => {
    assert.deepEqual(await parseCommandLine(['decode', '40001210', '0x1', '--job', '-', '--json']), {
      name: 'decode',
      positionals: ['40001210', '0x1'],
      texts: { job: '-', json: true },
    });
    assert.deepEqual(await parseCommandLine(['--json', 'decode', '--log=x']), {
      name: 'decode',
      positionals: [],
      texts: { log: 'x', json: true },
    });
    assert.deepEqual(await parseCommandLine(['disasm', 'file', '--ptr', '2']), {
      name: 'disasm',
      positionals: ['file'],
      texts: { ptr: '2' },
    });
  });

  it('take stdin for a dash, and disasm for no file, but not for an empty name', async () => {
    const pathOf = async (...argv: readonly string[]): Promise<string> => {
      const command = await parseCommandLine(argv);
      assert.equal(command?.name, 'disasm');
      return command.positionals[0] ?? '-';
    };
    assert.equal(await pathOf('disasm'), '-');
    assert.equal(await pathOf('disasm', '-'), '-');
    assert.equal(await pathOf('disasm', ''), '');
  });

  it('refuse what is an option of run only, and two of a kind', async () => {
    assert.match(await refusalOf('decode', '40001210', '--workers', '3'), /workers/);
    assert.match(await refusalOf('disasm', '--log', 'x'), /log/);
    assert.match(await refusalOf('run', '--job', 'x'), /job/);
    assert.equal(await refusalOf('disasm', '--ptr', '1', '--ptr', '2'), '--ptr is given more than once');
    assert.match(await refusalOf('decode', '--json=yes'), /--json takes no value/);
  });

  it('are names that a value of run may have', async () => {
    assert.deepEqual(await textsOf('run', '--results', 'decode'), { results: 'decode' });
    assert.deepEqual(await textsOf('--results', 'disasm', '--workers', '3'), { results: 'disasm', workers: '3' });
  });
});

describe('an option with a value', () => {
  it('takes it as the next argument or after =, whatever it looks like', async () => {
    for (const name of VALUED) {
      const as = (value: string): OptionTexts => ({ [name]: specOf(name).kind === 'list' ? [value] : value });
      assert.deepEqual(await textsOf(`--${name}`, 'value'), as('value'));
      assert.deepEqual(await textsOf(`--${name}=value`), as('value'));
      assert.deepEqual(await textsOf(`--${name}`, '-1'), as('-1'));
      assert.deepEqual(await textsOf(`--${name}`, '0x10'), as('0x10'));
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
    const names = new Set<string>(optionsOf('run').map(({ name }) => `--${name}`));
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

  it('is a list when it may be repeated', async () => {
    const modules = ['vce,lanes=2', '/tmp/driver.ko'];
    assert.deepEqual(await textsOf(...modules.flatMap((module) => ['--guest-module', module])), {
      'guest-module': modules,
    });
  });

  it('is named when it is given twice', async () => {
    for (const name of VALUED) {
      if (specOf(name).kind === 'list') continue;
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
    for (const argv of [
      ['run', '--help'],
      ['--workers', '3', '--help'],
    ]) {
      const { command, text } = await printing(...argv);
      assert.equal(command, undefined);
      for (const { name } of optionsOf('run')) assert.ok(text.includes(`--${name} `), name);
    }
    const { command, text } = await printing('--version');
    assert.deepEqual([command, /^\d+\.\d+\.\d+\S*$/.test(text)], [undefined, true]);
  });

  it('give an overview when no command is named, which fits a terminal and says where to read on', async () => {
    const { command, text } = await printing('--help');
    assert.equal(command, undefined);
    for (const { name } of COMMANDS) assert.match(text, new RegExp(`^  ${name} `, 'm'));
    assert.match(text, /^Exit codes: 0 passed, 1 finding/m);
    for (const document of text.match(/docs\/\w+\.md/g) ?? []) assert.ok(existsSync(join(PROJECT_ROOT, document)));
    const lines = text.split('\n');
    assert.ok(lines.length <= 40 && lines.every((line) => line.length <= 100), text);
  });

  it('list the defaults and the exit codes', async () => {
    const { text } = await printing('run', '--help');
    const line = text.replaceAll(/\s+/g, ' ');
    assert.match(line, /--workers [^[]*\[[^[]*\[[^[]*"10"\]/);
    assert.match(line, /--ops [^[]*\[[^[]*\[[^[]*no limit\]/);
    assert.match(
      line,
      /Exit codes: 0 passed, 1 finding, 2 harness broken, 4 nothing tested, 64 usage, 130 interrupted/,
    );
  });
});
