import type { CommandWord, Located } from '../located.js';
import { PKHA_REGISTERS } from './pkha-registers.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';
import type { ImmediateData, WordReader } from '../word-reader.js';

/** Bits 5:4 of the type clear (desc.h, FIFOLD_TYPE_PK_*, FIFOLD_TYPE_NOINFOFIFO). */
const PKHA_TYPES: ValueNames = {
  ...PKHA_REGISTERS,
  0x0f: 'no_info_fifo',
};

/** The upper three bits of the type; the lower three are flags (desc.h, FIFOLD_TYPE_*). */
const MESSAGE_TYPES: ValueNames = {
  0x10: 'msg',
  0x18: 'msg1out2',
  0x20: 'iv',
  0x28: 'bitdata',
  0x30: 'aad',
  0x38: 'icv',
};

interface FifoLoadFields extends Located {
  readonly cls: number;
  readonly ext: boolean;
  readonly dataType: string;
  /** The three flags are absent for PKHA types, which have none. */
  readonly lastClass2?: boolean;
  readonly lastClass1?: boolean;
  readonly flushClass1?: boolean;
  /** Bytes; with `ext` the following word has them. */
  readonly length: number;
}

export interface FifoLoadCommand extends FifoLoadFields, Partial<ImmediateData> {
  readonly op: 'FIFO_LOAD';
  readonly sgf: boolean;
  readonly imm: boolean;
  readonly pointer?: string;
  readonly extLength?: number;
}

export interface SeqFifoLoadCommand extends FifoLoadFields {
  readonly op: 'SEQ_FIFO_LOAD';
  readonly vlf: boolean;
  /** The data is in the input FIFO already. */
  readonly aidf: boolean;
  readonly extLength?: number;
}

export function decodeFifoLoad(command: CommandWord, reader: WordReader): FifoLoadCommand {
  const { word } = command;
  const fields = fifoLoadFields(command);
  const imm = bit(word, 23);
  return {
    ...fields,
    op: 'FIFO_LOAD',
    sgf: bit(word, 24),
    imm,
    ...(imm ? reader.data(fields.length) : reader.pointer()),
    ...extendedLength(fields.ext, reader),
    size: reader.size,
  };
}

export function decodeSeqFifoLoad(command: CommandWord, reader: WordReader): SeqFifoLoadCommand {
  const { word } = command;
  const fields = fifoLoadFields(command);
  return {
    ...fields,
    op: 'SEQ_FIFO_LOAD',
    vlf: bit(word, 24),
    aidf: bit(word, 23),
    ...extendedLength(fields.ext, reader),
    size: reader.size,
  };
}

/** The word of a 32-bit length after everything else; also that of FIFO STORE. */
export function extendedLength(ext: boolean, reader: WordReader): { readonly extLength?: number } {
  const word = ext ? reader.word('length') : undefined;
  return word === undefined ? {} : { extLength: word };
}

function fifoLoadFields({ index, word }: CommandWord): FifoLoadFields {
  const type = bits(word, 21, 16);
  const isPkha = bits(type, 5, 4) === 0;
  return {
    index,
    word: wordText(word),
    cls: bits(word, 26, 25),
    ext: bit(word, 22),
    ...(isPkha
      ? { dataType: nameOf(PKHA_TYPES, type) }
      : {
          dataType: nameOf(MESSAGE_TYPES, type & 0x38),
          lastClass2: bit(type, 2),
          lastClass1: bit(type, 1),
          flushClass1: bit(type, 0),
        }),
    length: bits(word, 15, 0),
    size: 1,
  };
}
