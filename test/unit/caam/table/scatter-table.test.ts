import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInBytes, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { swapBytes, wordText } from '#dist/caam/word.js';
import { hexDump, memoryOf, only, TABLE, tableOf } from '../../../helpers/caam.js';

describe('a scatter table', () => {
  const [hi, lo, length, rest] = [0x8, 0x16f2_5200, 0x4000_0280, 0x0005_0008];
  const layoutOf = (words: readonly number[]): readonly unknown[] => {
    const { table } = tableOf(only(findObjectsInText(hexDump('sec4_sg_ptr@', words).join('\n'))));
    const [entry] = table.entries;
    return [table.layout, entry?.address, entry?.length, entry?.final, entry?.offset, entry?.bpid];
  };

  it('has one of four layouts', () => {
    const values = ['0x816f25200', 0x280, true, 8, 5];
    assert.deepEqual(layoutOf([hi, lo, length, rest]), ['imx', ...values]);
    assert.deepEqual(layoutOf([lo, hi, length, rest]), ['le64', ...values]);
    assert.deepEqual(layoutOf([hi, lo, length, rest].map(swapBytes)), ['be', ...values]);
    // Pool in the low half of the last word; final and offset in the high one.
    assert.deepEqual(layoutOf([lo, hi, 0x280, 0x8008_0005]), ['dpaa2', ...values]);
  });

  it('is recognised without a label when all of it makes sense', () => {
    const words = [0, lo, 0x10, 0, 0, lo, length, 0];
    assert.equal(only(findObjectsInText(words.map(wordText).join('\n'))).kind, 'sgt');
    assert.equal(only(findObjectsInBytes(memoryOf(words, 'le'))).kind, 'sgt');
    assert.equal(tableOf(only(findObjectsInBytes(memoryOf(words, 'be')))).table.layout, 'be');
    assert.deepEqual(findObjectsInBytes(memoryOf(words.with(3, 0xffff_ffff), 'le')), []);
  });

  it('has the layout that is given', () => {
    const text = [lo, hi, length, rest].map(wordText).join(' ');
    for (const layout of ['imx', 'le64', 'be', 'dpaa2'] as const) {
      const object = tableOf(only(findObjectsInText(text, { kind: 'sgt', layout })));
      assert.deepEqual([object.table.layout, object.guessed], [layout, [`layout ${layout}: as given`]]);
    }
  });

  it('of short entries and DPAA2 has a length of 17 bits', () => {
    const [entry] = tableOf(
      only(
        findObjectsInText(
          '1000 0 fffe0010 c0000000'
            .split(' ')
            .map((w) => w.padStart(8, '0'))
            .join(' '),
          { kind: 'sgt', layout: 'dpaa2' },
        ),
      ),
    ).table.entries;
    assert.equal(entry?.length, 0x10);
  });

  it('tells what is odd', () => {
    const notesOf = (words: readonly number[]): string =>
      only(findObjectsInText(hexDump('sec4_sg@1', words).join('\n'))).notes.join('\n');
    assert.match(notesOf([0, lo, 0x8000_0040, 0]), /entry 0 links to a table at 0x16f25200/);
    assert.match(notesOf([0, lo, 0x10, 0]), /no entry is final/);
    assert.match(notesOf([0, lo, 0x10, 0, 0, 0, 0, 0, 0, lo, length, 0]), /entry 1 is null inside the used part/);
    assert.match(
      notesOf([...TABLE, 0, 0, 0, 0]),
      /perhaps an input list of 656 bytes in entries 0-1.*\n.*last entry is zero/,
    );
    assert.match(notesOf([0, lo, length, 0, 0]), /1 words? at the end are not a whole entry/);
  });
});
