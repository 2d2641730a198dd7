import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/** desc.h, SIGN_TYPE_*. */
const TYPES: ValueNames = {
  0x0: 'final',
  0x1: 'final_restore',
  0x2: 'final_nonzero',
  0xa: 'imm_2',
  0xb: 'imm_3',
  0xc: 'imm_4',
};
/** 256 bits; the immediate types only say how many of the words after them are left out of the signature. */
const SIGNATURE_WORDS = 8;

export interface SignatureCommand extends Located {
  readonly op: 'SIGNATURE';
  readonly type: string;
  readonly signature?: string;
}

export function decodeSignature({ index, word }: CommandWord, reader: WordReader): SignatureCommand {
  const type = bits(word, 19, 16);
  const carries = type <= 2;
  return {
    index,
    op: 'SIGNATURE',
    word: wordText(word),
    type: nameOf(TYPES, type),
    ...(carries ? { signature: reader.inMemory(reader.words(SIGNATURE_WORDS, 'signature')) } : {}),
    size: reader.size,
  };
}
