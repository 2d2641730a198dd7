import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/** desc.h, MATH_FUN_*; the byte swap is RTA's. */
const FUNCTIONS: ValueNames = {
  0x0: 'add',
  0x1: 'addc',
  0x2: 'sub',
  0x3: 'subb',
  0x4: 'or',
  0x5: 'and',
  0x6: 'xor',
  0x7: 'lshift',
  0x8: 'rshift',
  0x9: 'shld',
  0xa: 'zbyt',
  0xb: 'bswap',
};
/** MATHI has 0xa for something else (RTA). */
const IMMEDIATE_FUNCTIONS: ValueNames = { ...FUNCTIONS, 0x9: '0x09', 0xa: 'fbyt', 0xb: '0x0b' };

const REGISTERS: ValueNames = { 0x0: 'math0', 0x1: 'math1', 0x2: 'math2', 0x3: 'math3', 0x7: 'dpovrd' };
/** desc.h, MATH_SRC0_*. */
const FIRST_SOURCES: ValueNames = {
  ...REGISTERS,
  0x4: 'imm',
  0x8: 'seqinlen',
  0x9: 'seqoutlen',
  0xa: 'varseqinlen',
  0xb: 'varseqoutlen',
  0xc: 'zero',
  0xf: 'one',
};
/** desc.h, MATH_SRC1_*; 8, 9, D and F are RTA's. Only the variable lengths can be named, and C is one, not zero. */
const SECOND_SOURCES: ValueNames = {
  ...REGISTERS,
  0x4: 'imm',
  0x8: 'varseqinlen',
  0x9: 'varseqoutlen',
  0xa: 'ififo',
  0xb: 'ofifo',
  0xc: 'one',
  0xd: 'job_source',
  0xf: 'zero',
};
/** desc.h, MATH_DEST_*. */
const DESTINATIONS: ValueNames = {
  ...REGISTERS,
  0x8: 'seqinlen',
  0x9: 'seqoutlen',
  0xa: 'varseqinlen',
  0xb: 'varseqoutlen',
  0xf: 'none',
};
const IMMEDIATE = 4;

export interface MathCommand extends Located {
  readonly op: 'MATH';
  /** The immediate has four bytes even where the length is 8. */
  readonly ifb: boolean;
  readonly nfu: boolean;
  readonly stl: boolean;
  readonly fn: string;
  readonly src0: string;
  readonly src1: string;
  readonly dest: string;
  /** Bytes; with SWP (1 added to a longer one, from era 7 on) as it stands. */
  readonly length: number;
  readonly immValue?: string;
  /** The second one, where both operands are immediate. */
  readonly immValue1?: string;
}

export interface MathImmediateCommand extends Located {
  readonly op: 'MATHI';
  readonly nfu: boolean;
  /** Set: `src` is the second operand and the immediate the first. */
  readonly ssel: boolean;
  readonly fn: string;
  readonly src: string;
  readonly dest: string;
  readonly imm: number;
  readonly length: number;
}

export function decodeMath({ index, word }: CommandWord, reader: WordReader): MathCommand {
  const [src0, src1] = [bits(word, 19, 16), bits(word, 15, 12)];
  const ifb = bit(word, 26);
  const length = bits(word, 3, 0);
  return {
    index,
    op: 'MATH',
    word: wordText(word),
    ifb,
    nfu: bit(word, 25),
    stl: bit(word, 24),
    fn: nameOf(FUNCTIONS, bits(word, 23, 20)),
    src0: nameOf(FIRST_SOURCES, src0),
    src1: nameOf(SECOND_SOURCES, src1),
    dest: nameOf(DESTINATIONS, bits(word, 11, 8)),
    length,
    ...immediates(src0 === IMMEDIATE, src1 === IMMEDIATE, !ifb && length >= 8, reader),
    size: reader.size,
  };
}

function immediates(
  first: boolean,
  second: boolean,
  isDouble: boolean,
  reader: WordReader,
): Pick<MathCommand, 'immValue' | 'immValue1'> {
  if (!first && !second) return {};
  if (!(first && second)) return immediate(isDouble ? 2 : 1, reader);
  // Two immediates are one word each, whatever the length (RTA).
  const { immValue } = immediate(1, reader);
  const { immValue: immValue1 } = immediate(1, reader);
  return { ...(immValue === undefined ? {} : { immValue }), ...(immValue1 === undefined ? {} : { immValue1 }) };
}

function immediate(count: 1 | 2, reader: WordReader): { readonly immValue?: string } {
  const words = reader.words(count, 'data');
  if (words.length < count) return {};
  // A number of 64 bits lies in memory as the CAAM's byte order has it: its low word first on little endian.
  const highFirst = reader.format.endian === 'le' ? words.toReversed() : words;
  return { immValue: `0x${highFirst.map(wordText).join('')}` };
}

export function decodeMathImmediate({ index, word }: CommandWord): MathImmediateCommand {
  const ssel = bit(word, 24);
  return {
    index,
    op: 'MATHI',
    word: wordText(word),
    nfu: bit(word, 25),
    ssel,
    fn: nameOf(IMMEDIATE_FUNCTIONS, bits(word, 23, 20)),
    src: nameOf(ssel ? SECOND_SOURCES : FIRST_SOURCES, bits(word, 19, 16)),
    dest: nameOf(DESTINATIONS, bits(word, 15, 12)),
    imm: bits(word, 11, 4),
    length: bits(word, 3, 0),
    size: 1,
  };
}
