import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { optionsOf } from '#dist/options/command-table.js';
import { specOf, type OptionTexts, type OptionName } from '#dist/options/table/option-table.js';
import { OptionValues } from '#dist/options/option-values.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import { UsageError } from '#dist/options/usage-error.js';

const given = (texts: OptionTexts): OptionValues => new OptionValues(texts);

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof UsageError) return thrown.message;
    throw thrown;
  }
  return assert.fail('was accepted');
}

describe('option texts', () => {
  it('fall back to the default of the table', () => {
    assert.equal(given({}).text('algorithm'), 'cbc(aes)');
    assert.equal(given({}).count('workers'), 10);
    assert.equal(given({}).bytes('max-length'), 4096);
    assert.equal(given({}).duration('active'), 2000);
    assert.equal(given({}).choice('vary', ['op', 'burst']), 'op');
    assert.equal(given({}).flag('json'), false);
  });

  it('are absent without a default', () => {
    assert.equal(given({}).optionalText('stress-ng'), undefined);
    assert.equal(given({}).optionalCount('ops'), undefined);
    assert.equal(given({}).seed('seed'), undefined);
  });

  it('are refused when they are empty, and the option is named', () => {
    for (const text of ['', ' ', '\t']) {
      assert.equal(
        refusal(() => given({ results: text }).text('results')),
        '--results needs a value',
      );
      assert.equal(
        refusal(() => given({ seed: text }).seed('seed')),
        '--seed needs a value',
      );
      assert.equal(
        refusal(() => given({ ops: text }).optionalCount('ops')),
        '--ops needs a value',
      );
    }
    assert.equal(
      refusal(() => given({ results: true }).text('results')),
      '--results needs a value',
    );
    assert.equal(
      refusal(() => given({}).text('stress-ng')),
      '--stress-ng needs a value',
    );
    assert.equal(
      refusal(() => given({}).count('ops')),
      '--ops needs a value',
    );
  });
});

describe('a count', () => {
  it('is a whole number within its bounds', () => {
    assert.equal(given({ workers: '1' }).count('workers'), 1);
    assert.equal(given({ workers: '1024' }).count('workers'), 1024);
    assert.equal(
      refusal(() => given({ workers: '0' }).count('workers')),
      "--workers '0': at least 1",
    );
    assert.equal(
      refusal(() => given({ workers: '1025' }).count('workers')),
      "--workers '1025': at most 1024",
    );
    for (const text of ['-1', '1.5', '1e3', '0x10', 'ten', '10 ', '9'.repeat(16)]) {
      assert.equal(
        refusal(() => given({ workers: text }).count('workers')),
        `--workers '${text}': not a whole number`,
      );
    }
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (count) => {
        assert.equal(given({ ops: String(count) }).optionalCount('ops'), count);
      }),
    );
  });
});

describe('a number of bytes', () => {
  it('may have a unit of 1024 or of 1024 * 1024', () => {
    const bytes = (text: string): number => given({ 'max-length': text }).bytes('max-length');
    assert.equal(bytes('4096'), 4096);
    assert.equal(bytes('4K'), 4096);
    assert.equal(bytes('4k'), 4096);
    assert.equal(bytes('1M'), 1_048_576);
    assert.equal(bytes('1m'), 1_048_576);
  });

  it('is refused in any other form', () => {
    for (const text of ['-16', '1.5K', '4KB', '4 K', '1G', 'K', '0x200']) {
      const message = refusal(() => given({ 'max-length': text }).bytes('max-length'));
      assert.equal(message, `--max-length '${text}': not a number of bytes such as 512 or 4K`);
    }
    for (const name of ['min-length', 'max-length'] as const) {
      // Of a hash it is a length.
      assert.equal(
        refusal(() => resolveRunSettings({ [name]: '0' }, 0n)),
        `--${name} '0': at least 16`,
      );
    }
    assert.match(
      refusal(() => given({ 'max-length': '999999999999M' }).bytes('max-length')),
      /^--max-length .*: at most \d+$/,
    );
  });
});

describe('a duration', () => {
  it('is in milliseconds, and its bounds are told in the words of durations', () => {
    assert.equal(given({ pause: '0' }).duration('pause'), 0);
    assert.equal(given({ duration: '12h' }).duration('duration'), 43_200_000);
    assert.equal(
      refusal(() => given({ active: '0' }).duration('active')),
      "--active '0': at least 1ms",
    );
    const message = refusal(() => given({ 'stall-timeout': '999ms' }).duration('stall-timeout'));
    assert.equal(message, "--stall-timeout '999ms': at least 1s");
  });

  it('is refused without a unit', () => {
    const message = refusal(() => given({ duration: '60' }).duration('duration'));
    assert.equal(message, "--duration '60': not a duration such as 500ms, 2s, 10m, 1h30m or 2d");
  });
});

describe('a choice', () => {
  it('is one of the choices, which are listed otherwise', () => {
    assert.equal(given({ vary: 'burst' }).choice('vary', ['op', 'burst']), 'burst');
    assert.equal(
      refusal(() => given({ vary: 'Op' }).choice('vary', ['op', 'burst'])),
      "--vary 'Op': one of op, burst",
    );
  });
});

describe('a flag', () => {
  it('is set or not', () => {
    assert.equal(given({ json: true }).flag('json'), true);
    assert.equal(given({ json: false }).flag('json'), false);
  });
});

describe('the option table', () => {
  it('has every option once, with a default that its own rules accept', () => {
    const names: readonly OptionName[] = optionsOf('run').map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) {
      const { kind, default: text, choices = [] } = specOf(name);
      if (text === undefined) continue;
      const values = given({ [name]: text });
      if (kind === 'count') assert.ok(values.count(name) >= 0);
      if (kind === 'bytes') assert.ok(values.bytes(name) >= 0);
      if (kind === 'duration') assert.ok(values.duration(name) >= 0);
      if (kind === 'choice') assert.equal(values.choice(name, choices), text);
    }
  });

  it('says of every option what its absence means', () => {
    for (const { name } of optionsOf('run')) {
      const { kind, default: text, absent } = specOf(name);
      assert.ok(kind === 'flag' || (text === undefined) !== (absent === undefined), name);
    }
  });

  it('is ASCII, since --help prints it on serial consoles', () => {
    for (const { name, describe: text } of optionsOf('run')) assert.match(text, /^[\x20-\x7e]*$/, name);
  });
});
