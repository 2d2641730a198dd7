import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/** Bits 23:20: RTA and OP-TEE. Linux knows the upper two, with the lower two clear (desc.h, JUMP_TYPE_*). */
const TYPES: ValueNames = {
  0x0: 'local',
  0x1: 'local_inc',
  0x2: 'gosub',
  0x3: 'local_dec',
  0x4: 'non_local',
  0x6: 'return',
  0x8: 'halt',
  0xc: 'halt_user',
};
/** desc.h, JUMP_TEST_*. */
const TESTS: ValueNames = { 0: 'all', 1: 'inv_all', 2: 'any', 3: 'inv_any' };

/** desc.h, JUMP_COND_*, highest bit first: with JSL, and without. */
const QUEUE_CONDITIONS = ['jrp', 'shrd', 'self', 'calm', 'nip', 'nifp', 'nop', 'ncp'] as const;
const MATH_CONDITIONS = ['pk_0', 'pk_gcd_1', 'pk_prime', '0x10', 'math_n', 'math_z', 'math_c', 'math_nv'] as const;

/** What the two counting jumps count (RTA). */
const COUNTERS: ValueNames = {
  0x0: 'math0',
  0x1: 'math1',
  0x2: 'math2',
  0x3: 'math3',
  0x7: 'dpovrd',
  0x8: 'seqinlen',
  0x9: 'seqoutlen',
  0xa: 'varseqinlen',
  0xb: 'varseqoutlen',
};

export interface JumpCommand extends Located {
  readonly op: 'JUMP';
  /** Which CHAs it waits for: 0 none, 1, 2, 3 both. */
  readonly cls: number;
  readonly jsl: boolean;
  readonly type: string;
  readonly test: string;
  /** All of them hold or are tested together, as `test` says; none means always. */
  readonly conditions: readonly string[];
  readonly counter?: string;
  /** Words from this command, signed. */
  readonly offset?: number;
  /** Index it goes to; it may lie outside the descriptor. */
  readonly target?: number;
  readonly userStatus?: number;
  readonly pointer?: string;
}

export function decodeJump({ index, word }: CommandWord, reader: WordReader): JumpCommand {
  const type = bits(word, 23, 20);
  const counts = type === 1 || type === 3;
  return {
    index,
    op: 'JUMP',
    word: wordText(word),
    cls: bits(word, 26, 25),
    jsl: bit(word, 24),
    type: nameOf(TYPES, type),
    test: nameOf(TESTS, bits(word, 17, 16)),
    conditions: conditionNames(word, counts),
    ...(counts ? { counter: nameOf(COUNTERS, bits(word, 15, 12)) } : {}),
    ...destination(type, index, word, reader),
    size: reader.size,
  };
}

function conditionNames(word: number, counts: boolean): readonly string[] {
  // Where bits 15:12 name a register, only the four math conditions are left.
  const mask = counts ? bits(word, 11, 8) : bits(word, 15, 8);
  const names = bit(word, 24) && !counts ? QUEUE_CONDITIONS : MATH_CONDITIONS;
  return names.filter((_, position) => bit(mask, 7 - position));
}

function destination(
  type: number,
  index: number,
  word: number,
  reader: WordReader,
): Pick<JumpCommand, 'offset' | 'target' | 'userStatus' | 'pointer'> {
  switch (type) {
    case 0x0:
    case 0x1:
    case 0x2:
    case 0x3: {
      const offset = (bits(word, 7, 0) << 24) >> 24;
      return { offset, target: index + offset };
    }
    case 0x4:
      return reader.pointer();
    case 0xc:
      return { userStatus: bits(word, 7, 0) };
    default:
      return {};
  }
}
