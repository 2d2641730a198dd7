import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { descriptorOf, hexDump, only, wordsOf } from '../../../helpers/caam.js';

describe('the pointer width is guessed', () => {
  const job = (text: string, choice = {}): readonly unknown[] => {
    const { format } = descriptorOf(only(findObjectsInText(text, choice))).disassembly;
    return [format.endian, format.pointerWords, format.pointerWordOrder];
  };
  const short = 'b0931c08 2d3b1840 f1400000 16f25280 00000290 f9400000 16f252a0 00000290';
  const highFirst =
    'b0931c0b 00000008 2d3b1840 f1400000 00000008 16f25280 00000290 f9400000 00000008 16f252a0 00000290';
  const lowFirst = 'b0931c0b 2d3b1840 00000008 f1400000 16f25280 00000008 00000290 f9400000 16f252a0 00000008 00000290';

  it('by which makes sense of all of it', () => {
    assert.deepEqual(job(short), ['be', 1, null]);
    assert.deepEqual(job(highFirst), ['be', 2, 'hi_lo']);
    // Only little-endian parts have the low word first.
    assert.deepEqual(job(lowFirst), ['le', 2, 'lo_hi']);
    assert.deepEqual(job(hexDump('jobdesc@1', wordsOf(highFirst)).join('\n')), ['le', 2, 'hi_lo']);
    assert.deepEqual(job(hexDump('jobdesc@1', wordsOf(lowFirst)).join('\n')), ['le', 2, 'lo_hi']);
  });

  it('by the size of RSA protocol data', () => {
    assert.deepEqual(job(`b0870008 ${'00001000 '.repeat(6)} 80180000`), ['be', 1, null]);
    assert.deepEqual(job(`b08b000c ${'00001000 '.repeat(10)} 80180000`), ['be', 2, 'hi_lo']);
  });

  it('unless it is given', () => {
    assert.deepEqual(job(short, { pointerWords: 2 }).slice(1), [2, 'hi_lo']);
    assert.deepEqual(job(short, { pointerWordOrder: 'lo_hi' }), ['le', 2, 'lo_hi']);
    assert.deepEqual(job(short, { endian: 'le' }), ['le', 1, null]);
    assert.deepEqual(job(highFirst, { endian: 'le', pointerWords: 1 }), ['le', 1, null]);
  });

  it('and what was guessed is said, and only that', () => {
    const guessed = (choice = {}): readonly string[] => only(findObjectsInText(short, choice)).guessed;
    assert.equal(guessed().length, 2);
    assert.match(guessed()[0] ?? '', /^big endian: /);
    assert.match(guessed()[1] ?? '', /^pointers of one word: /);
    assert.deepEqual(guessed({ endian: 'le', pointerWords: 1 }), []);
  });

  it('by high words, which are small, also that of the shared descriptor', () => {
    // Under two words 2d3b1840 would be the high one of an address, and everything behind it one word off.
    assert.deepEqual(job('b0931c03 2d3b1840 a0000001'), ['be', 1, null]);
    assert.deepEqual(job('b0931c04 00000008 2d3b1840 a0000001'), ['be', 2, 'hi_lo']);
    assert.deepEqual(job('b0931c04 00010000 2d3b1840 a0000001').slice(1), [1, null]);
  });

  it('of a dump that is cut off without regard to its last command', () => {
    assert.deepEqual(job('b0931c20 00000008 2d3b1840 f1400000 00000008 16f25280 00000290 f9400000 00000008'), [
      'be',
      2,
      'hi_lo',
    ]);
  });

  it('is the usual one of the byte order where there is none', () => {
    assert.deepEqual(job('b0800002 82500000'), ['be', 2, 'hi_lo']);
    const text = hexDump('jobdesc@1', wordsOf('b0800002 82500000')).join('\n');
    assert.deepEqual(job(text), ['le', 1, null]);
    assert.match(
      only(findObjectsInText(text)).guessed[1] ?? '',
      /pointers of one word: there is none; the usual width/,
    );
  });
});
