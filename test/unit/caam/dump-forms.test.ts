import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInBytes, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { HexTextError } from '#dist/caam/dump/hex-words.js';
import { swapBytes, wordText } from '#dist/caam/word.js';
import {
  CBC_DECRYPT,
  CBC_DECRYPT_WITH_WAIT,
  CBC_JOB,
  descriptorOf,
  hexDump,
  memoryOf,
  only,
} from '../../helpers/caam.js';

/** Asserts that a text is this descriptor and no more. */
function assertWords(text: string, words: readonly number[], endian: 'le' | 'be'): void {
  const { disassembly } = descriptorOf(only(findObjectsInText(text)));
  assert.deepEqual(disassembly.words.map(wordText), words.map(wordText), text);
  assert.equal(disassembly.format.endian, endian, text);
}

/** `xxd`, with groups of so many bytes. */
function xxd(bytes: Buffer, group: number): string {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => {
    const part = bytes.subarray(16 * row, 16 * row + 16);
    const groups = part.toString('hex').match(new RegExp(`.{1,${String(2 * group)}}`, 'g')) ?? [];
    const characters = part.toString('latin1').replaceAll(/[^\x20-\x7e]/g, '.');
    const width = (16 / group) * (2 * group + 1);
    return `${wordText(16 * row)}: ${groups.join(' ').padEnd(width)} ${characters}`;
  }).join('\n');
}

describe('one descriptor is read', () => {
  const words = CBC_DECRYPT;
  const plain = words.map(wordText);

  it('from raw memory of either byte order', () => {
    for (const endian of ['le', 'be'] as const) {
      const { disassembly } = descriptorOf(only(findObjectsInBytes(memoryOf(words, endian))));
      assert.deepEqual([disassembly.words, disassembly.format.endian], [words, endian]);
    }
  });

  it('from print_hex_dump, on a CPU of the same byte order or of the other', () => {
    const label = 'skcipher dec shdesc@1514';
    assertWords(hexDump(label, words).join('\n'), words, 'le');
    // A big-endian CAAM behind a little-endian CPU: words are printed the other way round.
    assertWords(hexDump(label, words.map(swapBytes)).join('\n'), words, 'be');
  });

  it('from hex words in any dress', () => {
    assertWords(plain.join('\n'), words, 'be');
    assertWords(plain.join('\n\n').toUpperCase(), words, 'be');
    assertWords(plain.join(''), words, 'be');
    assertWords(plain.map((word) => `> ${word}  some remark`).join('\n'), words, 'be');
    assertWords(plain.map((word) => `Some Name  ${word}`).join('\n'), words, 'be');
    assertWords(`u32 desc[] = {\n${plain.map((word) => `0x${word},`).join(' ')}\n};`, words, 'le');
    assertWords(plain.map((word, index) => `desc[${String(index)}] = 0x${word};`).join('\n'), words, 'le');
  });

  it('from bytes, which stand in the order of memory', () => {
    for (const endian of ['le', 'be'] as const) {
      const bytes = memoryOf(words, endian);
      for (const group of [1, 2, 4]) assertWords(xxd(bytes, group), words, endian);
      assertWords(bytes.toString('hex'), words, endian);
      assertWords((bytes.toString('hex').match(/../g) ?? []).join(' '), words, endian);
    }
  });

  it('from hexdump -C, hexdump and od', () => {
    const bytes = memoryOf(words, 'le');
    const rows = xxd(bytes, 1).split('\n');
    assertWords(rows.map((row) => row.replace(': ', '  ').replace(/ {2}(\S*)$/, '  |$1|')).join('\n'), words, 'le');
    const halves = (row: string): string => row.replaceAll(/\b(..)(..)\b/g, '$2$1');
    const hexdump = xxd(bytes, 2)
      .split('\n')
      .map((row) => `${row.slice(1, 8)} ${halves(row.slice(10, 49)).trim()}`);
    assertWords(hexdump.join('\n'), words, 'le');
    const od = Array.from({ length: 5 }, (_, row) => {
      const inRow = words.slice(4 * row, 4 * row + 4).map(wordText);
      return `${(16 * row).toString(8).padStart(7, '0')} ${inRow.join(' ')}`;
    });
    assertWords(od.join('\n'), words, 'le');
  });

  it('from U-Boot, OP-TEE, md and devmem', () => {
    const digits = (index: number): string => String(index).padStart(2, '0');
    assertWords(
      ['Descriptor dump:', ...plain.map((word, index) => `Word[${String(index)}]: ${word}`)].join('\n'),
      words,
      'le',
    );
    assertWords(
      plain.map((word, index) => `D/TC:0 0 caam_dump:12 [${digits(index)}] ${word.toUpperCase()}`).join('\n'),
      words,
      'le',
    );
    assertWords(plain.map((word, index) => `${digits(index)}: ${word} header`).join('\n'), words, 'le');
    assertWords(plain.map((word, index) => `[${digits(index)}] 0x${word} jobdesc: stidx=1`).join('\n'), words, 'le');
    const md = Array.from({ length: 5 }, (_, row) => {
      const inRow = words.slice(4 * row, 4 * row + 4).map(wordText);
      return `9000${(16 * row).toString(16).padStart(4, '0')}: ${inRow.join(' ')}    ................`;
    });
    assertWords(md.join('\n'), words, 'le');
    const devmem = plain.map((word, index) => `0x${(0x16f25280 + 4 * index).toString(16)}: 0x${word.toUpperCase()}`);
    assertWords(devmem.join('\n'), words, 'le');
  });

  it('and so are several at other addresses', () => {
    const at = (base: number): string =>
      CBC_JOB.map((word, index) => `0x${(base + 4 * index).toString(16)}: 0x${wordText(word)}`).join('\n');
    const objects = findObjectsInText(`${at(0x1000_0000)}\n${at(0x1000_1000)}`);
    assert.deepEqual(
      objects.map(({ kind, line }) => [kind, line]),
      [
        ['job', 1],
        ['job', 9],
      ],
    );
  });

  it('from memory without a header as the usual little endian', () => {
    const commands = [0x0280_0004, 0x1122_3344, 0x8210_0105];
    const { words, kind } = descriptorOf(only(findObjectsInBytes(memoryOf(commands), { kind: 'shared' }))).disassembly;
    assert.deepEqual([words, kind], [commands, 'shared']);
    const text = commands.map(wordText).join(' ');
    assert.deepEqual(descriptorOf(only(findObjectsInText(text, { kind: 'job' }))).disassembly.words, commands);
  });

  it('and what stands behind it is told apart', () => {
    const { disassembly, notes } = descriptorOf(
      only(findObjectsInText(`${CBC_JOB.map(wordText).join(' ')} deadbeef 00000000`)),
    );
    assert.deepEqual([disassembly.words, disassembly.trailing], [CBC_JOB, [0xdeadbeef, 0]]);
    assert.match(notes.join('\n'), /2 words after the end/);
  });

  it('and so is the descriptor that stands behind it in the descriptor buffer', () => {
    const [shared, job, ...more] = findObjectsInBytes(memoryOf([...CBC_DECRYPT_WITH_WAIT, ...CBC_JOB], 'le'));
    assert.equal(more.length, 0);
    assert.deepEqual(descriptorOf(shared).disassembly.words, CBC_DECRYPT_WITH_WAIT);
    assert.deepEqual(descriptorOf(job).disassembly.words, CBC_JOB);
    assert.deepEqual(descriptorOf(shared).notes, []);
  });
});

describe('byte order', () => {
  it('that is given turns sure bytes round, and leaves words as they were printed', () => {
    const bytes = memoryOf(CBC_JOB, 'le');
    const wrong = descriptorOf(only(findObjectsInBytes(bytes, { endian: 'be', kind: 'job' }))).disassembly;
    assert.deepEqual(wrong.words, CBC_JOB.map(swapBytes));
    const right = descriptorOf(only(findObjectsInBytes(bytes, { endian: 'le' }))).disassembly;
    assert.deepEqual(right.words, CBC_JOB);
    const words = descriptorOf(only(findObjectsInText(CBC_JOB.map(wordText).join(' '), { endian: 'le' }))).disassembly;
    assert.deepEqual([words.words, words.format.endian], [CBC_JOB, 'le']);
  });

  it('of printed words can be turned round by hand', () => {
    const text = CBC_JOB.map(swapBytes).map(wordText).join(' ');
    const as = (swap: boolean): readonly number[] =>
      descriptorOf(only(findObjectsInText(text, { swap, kind: 'job' }))).disassembly.words;
    assert.deepEqual(as(true), CBC_JOB);
    assert.deepEqual(as(false), CBC_JOB.map(swapBytes));
  });
});

describe('a text that is no hex', () => {
  it('holds nothing', () => {
    for (const text of ['', '\n\n', 'no such thing\n', 'The quick brown fox\njumps']) {
      assert.deepEqual(findObjectsInText(text), [], text);
    }
    assert.deepEqual(findObjectsInText('11111111 22222222 33333333'), []);
    assert.deepEqual(findObjectsInBytes(Buffer.alloc(64)), []);
  });

  it('or nearly is told where it is not', () => {
    const refusal = (text: string): string => {
      try {
        findObjectsInText(text);
      } catch (thrown) {
        assert.ok(thrown instanceof HexTextError);
        return thrown.message;
      }
      return assert.fail(`accepted: ${text}`);
    };
    assert.match(refusal('b0800002\nb080000'), /^line 2: 'b080000' has 7 hex digits: a word has 8, a byte 2$/);
    assert.match(refusal('b0800002 0x123456789'), /^line 1: '0x123456789' does not fit in 32 bits$/);
    assert.match(refusal('b08000'), /^3 bytes of hex are not whole words/);
  });
});
