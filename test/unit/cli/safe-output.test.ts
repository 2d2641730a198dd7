import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { harmless, printable } from '#dist/codec/printable.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';
import { writeFileSync } from 'node:fs';

/** What moves a cursor or hides text: bell, backspace, carriage return, CSI of eight bits, right-to-left override. */
const NASTY = '\x1b[2J\x1b]0;title\x07 \b \r \x9b2J \u202e';
const LINE = `caam_jr 2101000.jr: 40001210: DECO: desc idx 18: ${NASTY}`;
// eslint-disable-next-line no-control-regex -- that is what must not be there
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/;

function cli(...args: readonly string[]) {
  const main = join(PROJECT_ROOT, 'dist/cli/launch.cjs');
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
}

describe('text from outside', () => {
  it('moves no cursor, neither in what is printed nor in what is told', () => {
    using directory = new TemporaryDirectory();
    const log = directory.join('log');
    writeFileSync(log, `${LINE}\n`);
    for (const args of [
      ['decode', '--log', log],
      ['decode', LINE],
      ['disasm', directory.join(`no${NASTY}file`)],
      ['run', '--algorithm', NASTY],
      ['replay', NASTY],
    ]) {
      const { stdout, stderr } = cli(...args);
      assert.notEqual(stdout + stderr, '');
      assert.doesNotMatch(stdout + stderr, CONTROLS, args.join(' '));
    }
  });

  it('stays the same in a document', () => {
    const { stdout } = cli('decode', '--json', LINE.replaceAll('\x1b', ''));
    assert.doesNotMatch(stdout, CONTROLS);
    const text = 'a\x9bb\u202ec\td';
    assert.deepEqual(JSON.parse(harmless(JSON.stringify({ text }))), { text });
  });

  it('is one cell of a table', () => {
    assert.equal(printable('a\nb\x1bc'), 'a?b?c');
  });
});

it('a name of an algorithm that no kernel has is refused before anything boots', () => {
  for (const name of ['cbc(aes)\nfoo', 'cbc aes', `cbc(${'x'.repeat(70)})`, 'cbc(äes)']) {
    const { status, stderr } = cli('run', '--guest', 'uml', '--algorithm', name);
    assert.equal(status, 64, stderr);
    assert.match(stderr, /: up to 63 printable characters, no blanks\n$/);
    assert.doesNotMatch(stderr, /booting/);
  }
});
