import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { passedOn, shellQuoted } from '#dist/guest/guest-command.js';

/** What a POSIX shell makes of quoted texts: each one argument. */
function throughShell(texts: readonly string[]): readonly string[] {
  // A NUL cannot be in an argument, so it can end each of them.
  const script = `printf '%s\\0' ${texts.map(shellQuoted).join(' ')}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.split('\0').slice(0, -1);
}

describe('quoting for a shell', () => {
  it('is in single quotes', () => {
    assert.equal(shellQuoted('plain'), "'plain'");
    assert.equal(shellQuoted(''), "''");
    assert.equal(shellQuoted("it's"), `'it'\\''s'`);
  });

  it('keeps everything that a shell would act on', () => {
    const texts = [
      '',
      ' ',
      "'",
      "''",
      '"',
      '\\',
      '$HOME',
      '$(id)',
      '`id`',
      '*',
      '~',
      '!!',
      '#',
      '-n',
      '%s',
      'a\nb',
      '\n',
      '\t',
      'é€😀',
      'a\'b"c\\d',
    ];
    assert.deepEqual(throughShell(texts), texts);
  });

  it('gives one argument back as it was, whatever text it is', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    const nasty = fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', 'x', '!', '*') });
    fc.assert(
      fc.property(fc.array(fc.oneof(text, nasty), { minLength: 1, maxLength: 30 }), (texts) => {
        assert.deepEqual(throughShell(texts), texts);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the environment of a guest', () => {
  it('has what decides how output looks and how Node runs', () => {
    const kept = {
      TERM: 'vt102',
      COLORTERM: 'truecolor',
      COLUMNS: '80',
      LINES: '24',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      CI: 'true',
      LANG: 'C',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      HOME: '/root',
      NODE_OPTIONS: '--enable-source-maps',
      NODE_V8_COVERAGE: '/tmp/coverage',
      AFALG_STRESS_GUEST: 'uml',
    };
    assert.deepEqual(passedOn(kept), kept);
  });

  it('has nothing else: not the path, not secrets, not what only looks alike', () => {
    const others = [
      'PATH',
      'SHELL',
      'PWD',
      'GITHUB_TOKEN',
      'TERMCAP',
      'CI_TOKEN',
      'MY_NODE_X',
      'node_env',
      'LANGUAGE',
      'XTERM',
    ];
    assert.deepEqual(passedOn(Object.fromEntries(others.map((name) => [name, 'x']))), {});
  });

  it('has empty variables, but not undefined ones', () => {
    assert.deepEqual(passedOn({ CI: '', TERM: undefined }), { CI: '' });
  });

  it('has only names that a shell can export', () => {
    assert.deepEqual(passedOn({ 'NODE_my-service': 'x', 'LC_a b': 'x', 'AFALG_x.y': 'x' }), {});
  });
});
