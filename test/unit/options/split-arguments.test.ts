import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitArguments } from '#dist/options/split-arguments.js';

describe('splitting the arguments of stress-ng', () => {
  it('is at blanks, however many and of whatever kind', () => {
    assert.deepEqual(splitArguments('--vm 4 --vm-bytes 50M'), ['--vm', '4', '--vm-bytes', '50M']);
    assert.deepEqual(splitArguments('  --vm\t4\n--vm-bytes   50M '), ['--vm', '4', '--vm-bytes', '50M']);
    assert.deepEqual(splitArguments(''), []);
    assert.deepEqual(splitArguments(' \t '), []);
  });

  it('keeps together what stands in quotes, which go', () => {
    assert.deepEqual(splitArguments(`--temp-path "/tmp/a b" --log-file='/tmp/c d'`), [
      '--temp-path',
      '/tmp/a b',
      '--log-file=/tmp/c d',
    ]);
    assert.deepEqual(splitArguments(`a"b c"'d e'f`), ['ab cd ef']);
    assert.deepEqual(splitArguments(`"" ''`), ['', '']);
  });

  it('keeps a quote that stands in quotes of the other kind', () => {
    assert.deepEqual(splitArguments(`"it's" 'say "x"'`), ["it's", 'say "x"']);
  });

  it('refuses a quote that is not closed, and names the option', () => {
    for (const text of ['"', "'", 'a "b', "it's", '"a" "', `'a' "b'`]) {
      assert.throws(() => splitArguments(text), {
        name: 'UsageError',
        message: `--stress-ng '${text}': a quote is not closed`,
      });
    }
  });

  it('gives back any arguments that were quoted and joined', () => {
    const plain = fc.stringMatching(/^[^\s"']+$/);
    const single = fc.stringMatching(/^[^']*$/).map((text) => [text, `'${text}'`] as const);
    const double = fc.stringMatching(/^[^"]*$/).map((text) => [text, `"${text}"`] as const);
    const argument = fc.oneof(
      plain.map((text) => [text, text] as const),
      single,
      double,
    );
    fc.assert(
      fc.property(fc.array(argument), fc.constantFrom(' ', '  ', '\n', '\t'), (wanted, blank) => {
        const text = wanted.map(([, quoted]) => quoted).join(blank);
        assert.deepEqual(
          splitArguments(text),
          wanted.map(([value]) => value),
        );
      }),
    );
  });
});
