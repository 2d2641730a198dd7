import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInLog, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { failingCommand } from '#dist/caam/dump/failing-command.js';
import { decodeStatus } from '#dist/caam/status/status-word.js';
import { wordText } from '#dist/caam/word.js';
import { objectsJson } from '#dist/report/caam/disassembly-json.js';
import { objectsText } from '#dist/report/caam/disassembly-text.js';
import { failingCommandRows } from '#dist/report/caam/failing-command-text.js';
import { CBC_DECRYPT, descriptorOf, hexDump, only, TABLE, tableOf } from '../../helpers/caam.js';

/** Rows whose pointers are not hashed, as before 4.15 or with no_hash_pointers. */
function addressed(label: string, words: readonly number[]): readonly string[] {
  return hexDump(label, words).map((line, row) =>
    line.replace(/: [0-9a-f]{8}: /, `: ${wordText(0xc0b7_d900 + 16 * row)}: `),
  );
}

const LABEL = 'skcipher dec shdesc@1514';
const without = (lines: readonly string[], ...rows: readonly number[]): readonly string[] =>
  lines.filter((_, row) => !rows.includes(row));

/** Places of the words that are not in the dump. */
function lostOf(lines: readonly string[]): readonly number[] {
  const { roles } = descriptorOf(only(findObjectsInLog(lines))).disassembly;
  return roles.flatMap((role, index) => (role === 'lost' ? [index] : []));
}

describe('a row that was lost in the middle', () => {
  it('leaves a gap where addresses show it', () => {
    const lines = addressed(LABEL, CBC_DECRYPT);
    assert.deepEqual(lostOf(lines), []);
    assert.deepEqual(lostOf(without(lines, 1)), [4, 5, 6, 7]);
    assert.deepEqual(lostOf(without(lines, 2)), [8, 9, 10, 11]);
    assert.deepEqual(lostOf(without(lines, 1, 2)), [4, 5, 6, 7, 8, 9, 10, 11]);
    const text = objectsText(findObjectsInLog(without(lines, 2)), { showKeys: false });
    assert.match(text, /shared descriptor of 17 words/);
    assert.match(text, / 8-11 {2}\?{8} +lost\n +12-16 {2}\.{8} +unknown.*redacted\n.*words 8 to 11 are lost/);
    assert.match(text, / 3-6 {2}.*key, 16 bytes, sha256 /, 'the key is whole');
  });

  it('makes no fingerprint of a key that is not whole', () => {
    const text = objectsText(findObjectsInLog(without(addressed(LABEL, CBC_DECRYPT), 1)), { showKeys: false });
    assert.match(text, /key, 16 bytes, 4 of them in the dump, redacted/);
    assert.doesNotMatch(text, /sha256|a3a2a1a0/);
    const shown = JSON.stringify(objectsJson(findObjectsInLog(without(addressed(LABEL, CBC_DECRYPT), 1)), true));
    assert.match(shown, /"immData":"a0a1a2a3\?{24}"/);
  });

  it('is known by the last row, which is short, where addresses are hashed', () => {
    const lines = hexDump(LABEL, CBC_DECRYPT);
    assert.deepEqual(lostOf(lines), []);
    assert.deepEqual(
      lostOf(without(lines, 2)),
      Array.from({ length: 12 }, (_, index) => index + 4),
      'any of the three between may be the one',
    );
    assert.deepEqual(lostOf(without(lines, 1, 2, 3)).length, 12);
  });

  it('or was it the last: a key behind the first row gets no fingerprint', () => {
    const lines = without(hexDump(LABEL, CBC_DECRYPT), 2, 4);
    const text = objectsText(findObjectsInLog(lines), { showKeys: false });
    assert.match(text, /cut off: DESCLEN is 17, and there are 12 words/);
    assert.match(text, /words behind the first row may stand at wrong indices/);
    assert.doesNotMatch(text, /sha256/);
  });

  it('is told beside a status', () => {
    const shared = descriptorOf(only(findObjectsInLog(without(addressed(LABEL, CBC_DECRYPT), 2)))).disassembly;
    const rowsOf = (word: number): string => {
      const failing = failingCommand(decodeStatus(word), null, { shared });
      return failingCommandRows(failing, { shared }, null).join('\n');
    };
    assert.match(rowsOf(0x4000_0810), /word 8 of the shared descriptor, which is not in the dump: a row is missing/);
    assert.match(rowsOf(0x4000_0810), /but +the shared descriptor is cut: it has 17 words, and 13 are there/);
    assert.match(rowsOf(0x4000_0e10), /word 14 of the shared descriptor, unknown: rows before it are missing/);
    assert.match(rowsOf(0x4000_0206), /word 2 of the shared descriptor: KEY/);
  });

  it('of a table is an entry that is not there', () => {
    const { table, notes } = tableOf(only(findObjectsInLog(without(addressed('skcipher sec4_sg@1746', TABLE), 1))));
    assert.deepEqual([table.entries.map(({ index }) => index), table.lost], [[0, 2, 3], [1]]);
    assert.match(notes.join('\n'), /entries 1 are lost/);
  });

  it('of numbered words and of md leaves a gap, too', () => {
    const numbered = CBC_DECRYPT.map((word, index) => `Word[${String(index)}]: ${wordText(word)}`);
    assert.deepEqual(lostOf(without(numbered, 9)), [9]);
    const md = addressed(LABEL, CBC_DECRYPT).map((line) => line.slice(line.indexOf('c0b7')));
    assert.deepEqual(lostOf(without(md, 2)), [8, 9, 10, 11]);
  });

  it('is none where hexdump prints a star for rows that are the same', () => {
    const rows = [
      '00000000: 0c00 80b0 0000 00a0 0000 00a0 0000 00a0',
      '00000010: 0000 00a0 0000 00a0 0000 00a0 0000 00a0',
    ];
    const text = [...rows, '*', '00000030: 0100 00a0 0200 00a0'].join('\n');
    const { words, trailing, roles } = descriptorOf(only(findObjectsInText(text))).disassembly;
    assert.deepEqual([words.slice(4), roles.includes('lost')], [Array<number>(8).fill(0xa000_0000), false]);
    assert.deepEqual(trailing, [0xa000_0001, 0xa000_0002]);
  });
});
