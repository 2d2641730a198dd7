import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';

/** Bits 5:0 (desc.h, OP_ALG_PKMODE_*; 0x16 and 0x1c from a single source). */
const FUNCTIONS: ValueNames = {
  0x02: 'mod_add',
  0x03: 'mod_sub_ab',
  0x04: 'mod_sub_ba',
  0x05: 'mod_mult',
  0x06: 'mod_expo',
  0x07: 'mod_reduct',
  0x08: 'mod_inv',
  0x09: 'ecc_add',
  0x0a: 'ecc_dbl',
  0x0b: 'ecc_mult',
  0x0c: 'mont_const',
  0x0d: 'crt_const',
  0x0e: 'gcd',
  0x0f: 'primality',
  0x16: 'small_expo',
  0x1c: 'check_point',
};
const CLEAR = 0x01;
const COPY_N_SIZE = 0x10;
const COPY_SOURCE_SIZE = 0x11;

/** RTA; Linux's codes 0x80 and 0x81 for the copies collide with the segment field. */
const COPY_SOURCES: ValueNames = { 0: 'a', 1: 'b', 3: 'n' };
const COPY_DESTINATIONS: ValueNames = { 0: 'a', 1: 'b', 2: 'e', 3: 'n' };

interface PkhaFields extends Located {
  readonly op: 'OPERATION';
  readonly optype: 'pkha';
}

export interface PkhaArithmetic extends PkhaFields {
  readonly function: string;
  /** Inputs are in Montgomery form. */
  readonly inMont: boolean;
  readonly outMont: boolean;
  /** Over GF(2^m). */
  readonly f2m: boolean;
  /** R squared is supplied. */
  readonly r2: boolean;
  readonly projective: boolean;
  /** Takes the same time whatever the operands. */
  readonly timeEq: boolean;
  readonly outSel: 'a' | 'b';
}

export interface PkhaClear extends PkhaFields {
  readonly function: 'clear_memory';
  readonly clearA: boolean;
  readonly clearB: boolean;
  readonly clearE: boolean;
  readonly clearN: boolean;
}

export interface PkhaCopy extends PkhaFields {
  readonly function: 'copy_n_size' | 'copy_source_size';
  readonly source: string;
  readonly dest: string;
  readonly sourceSegment: number;
  readonly destSegment: number;
}

export type PkhaOperation = PkhaArithmetic | PkhaClear | PkhaCopy;

export function decodePkha({ index, word }: CommandWord): PkhaOperation {
  const code = bits(word, 5, 0);
  const fields = { index, op: 'OPERATION', word: wordText(word), optype: 'pkha', size: 1 } as const;
  switch (code) {
    case CLEAR:
      return {
        ...fields,
        function: 'clear_memory',
        clearA: bit(word, 19),
        clearB: bit(word, 18),
        clearE: bit(word, 17),
        clearN: bit(word, 16),
      };
    case COPY_N_SIZE:
    case COPY_SOURCE_SIZE:
      return {
        ...fields,
        function: code === COPY_N_SIZE ? 'copy_n_size' : 'copy_source_size',
        source: nameOf(COPY_SOURCES, bits(word, 19, 17)),
        dest: nameOf(COPY_DESTINATIONS, bits(word, 11, 10)),
        sourceSegment: bits(word, 9, 8),
        destSegment: bits(word, 7, 6),
      };
    default:
      return {
        ...fields,
        function: nameOf(FUNCTIONS, code),
        inMont: bit(word, 19),
        outMont: bit(word, 18),
        f2m: bit(word, 17),
        r2: bit(word, 16),
        projective: bit(word, 11),
        timeEq: bit(word, 10),
        outSel: bit(word, 8) ? 'a' : 'b',
      };
  }
}
