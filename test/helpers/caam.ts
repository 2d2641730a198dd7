import assert from 'node:assert/strict';
import type { DescriptorObject, TableObject, CaamObject } from '#dist/caam/dump/caam-object.js';
import type { Instruction } from '#dist/caam/descriptor/command.js';
import type { DescriptorFormat } from '#dist/caam/descriptor/descriptor-format.js';
import { disassemble, type Disassembly } from '#dist/caam/descriptor/disassemble.js';
import { wordText } from '#dist/caam/word.js';

/** i.MX6: little endian, pointers of one word. */
export const LE1: DescriptorFormat = { endian: 'le', pointerWords: 1, pointerWordOrder: null };
/** LS1043A: big endian, pointers of two words. */
export const BE2: DescriptorFormat = { endian: 'be', pointerWords: 2, pointerWordOrder: 'hi_lo' };
/** LX2160A: little endian, pointers of two words, the low one first. */
export const LE2: DescriptorFormat = { endian: 'le', pointerWords: 2, pointerWordOrder: 'lo_hi' };

/** Words of hexadecimal text. */
export function wordsOf(text: string): readonly number[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => parseInt(word, 16));
}

/** A job descriptor with these commands behind its header. */
export function jobOf(commands: string, format: DescriptorFormat = LE1): Disassembly {
  const words = wordsOf(commands);
  return disassemble([0xb080_0000 + words.length + 1, ...words], format);
}

/** The only command of a job. */
export function commandOf(words: string, format: DescriptorFormat = LE1): Instruction {
  const { instructions, missing } = jobOf(words, format);
  assert.equal(missing, 0);
  assert.equal(instructions.length, 2, JSON.stringify(instructions));
  const [, command] = instructions;
  assert.ok(command !== undefined);
  return command;
}

/** Asserts that these words are one command, with at least these fields. */
export function assertCommand(words: string, fields: Readonly<Record<string, unknown>>, format = LE1): void {
  const command: Readonly<Record<string, unknown>> = { ...commandOf(words, format) };
  const picked = Object.fromEntries(Object.keys(fields).map((name) => [name, command[name]]));
  assert.deepEqual(picked, fields, words);
  assert.equal(command['size'], wordsOf(words).length, words);
}

/** Asserts that instructions tile the words, from the first on, without gaps. */
export function assertTiled({ instructions, words }: Disassembly): void {
  let next = 0;
  for (const { index, size } of instructions) {
    assert.equal(index, next);
    assert.ok(size >= 1);
    next += size;
  }
  assert.equal(next, words.length);
}

/** Rows as print_hex_dump prints them on a little-endian CPU, for memory of these words in a little-endian CAAM. */
export function hexDump(label: string, words: readonly number[]): readonly string[] {
  return Array.from({ length: Math.ceil(words.length / 4) }, (_, row) => {
    const inRow = words.slice(4 * row, 4 * row + 4);
    const characters = inRow
      .flatMap((word) => [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24])
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
    // Pointers are hashed: those of rows that follow each other have nothing in common.
    const pointer = wordText((0x9e37_79b9 * (row + 1)) >>> 0);
    return `[   12.34${String(row).padStart(4, '0')}] ${label}: ${pointer}: ${inRow.map(wordText).join(' ').padEnd(37)}${characters.join('')}`;
  });
}

/** Words as they lie in memory. */
export function memoryOf(words: readonly number[], endian: 'le' | 'be' = 'le'): Buffer {
  const bytes = Buffer.alloc(4 * words.length);
  for (const [index, word] of words.entries()) {
    if (endian === 'le') bytes.writeUInt32LE(word, 4 * index);
    else bytes.writeUInt32BE(word, 4 * index);
  }
  return bytes;
}

/** The only one of some objects. */
export function only(objects: readonly CaamObject[]): CaamObject {
  assert.equal(objects.length, 1, JSON.stringify(objects.map(({ kind, line }) => [kind, line])));
  const [object] = objects;
  assert.ok(object !== undefined);
  return object;
}

export function descriptorOf(object: CaamObject | undefined): DescriptorObject {
  assert.ok(object !== undefined && object.kind !== 'sgt');
  return object;
}

export function tableOf(object: CaamObject | undefined): TableObject {
  assert.ok(object?.kind === 'sgt');
  return object;
}

/** cbc(aes) of 128 bits, decrypt: cnstr_shdsc_skcipher_decap of Linux 5.10. */
export const CBC_DECRYPT = wordsOf(`
  b8801211 a1004006 02800010 a3a2a1a0 a7a6a5a4 abaaa9a8 afaeadac 1a200010
  a1004003 82100104 a0000002 82101104 a8080b04 a8080a04 2b120000 69300000 5a200010`);

/** The same with two commands more: an immediate subtraction and a wait, so that the SEQ STORE stands at 18. */
export const CBC_DECRYPT_WITH_WAIT = wordsOf(`
  b8801213 a1004006 02800010 a3a2a1a0 a7a6a5a4 abaaa9a8 afaeadac 1a200010
  a1004003 82100104 a0000002 82101104 a8294b04 00000010 a808fa04 a1001f01 69300000 2b120000 5a200010`);

/** Its job: init_skcipher_job. */
export const CBC_JOB = wordsOf('b0931c08 2d3b1840 f1400000 16f25280 00000290 f9400000 16f252a0 00000290');

/** The table of an in-place request: IV and data in, data and IV out. */
export const TABLE = wordsOf('0 16f25200 10 0  0 16e0c000 280 0  0 2d3a0d34 280 0  0 16f25200 40000010 0');
