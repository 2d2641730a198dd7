import { extendedLength } from './fifo-load.js';
import type { CommandWord, Located } from '../located.js';
import { PKHA_REGISTERS } from './pkha-registers.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/**
 * What is stored (desc.h, FIFOST_TYPE_*; those wrapped by CCM from RTA). Of two wrapped ones the even is wrapped by the
 * job descriptor's key, the odd by the trusted descriptor's. Headers of Linux 4.9 have 0x10 for what is 0x20.
 */
const TYPES: ValueNames = {
  ...PKHA_REGISTERS,
  0x10: 'afha_sbox_jkek_ccm',
  0x11: 'afha_sbox_tkek_ccm',
  0x12: 'pkha_e_jkek_ccm',
  0x13: 'pkha_e_tkek_ccm',
  0x14: 'key_jkek_ccm',
  0x15: 'key_tkek_ccm',
  0x16: 'split_jkek_ccm',
  0x17: 'split_tkek_ccm',
  0x20: 'afha_sbox_jkek',
  0x21: 'afha_sbox_tkek',
  0x22: 'pkha_e_jkek',
  0x23: 'pkha_e_tkek',
  0x24: 'key_jkek',
  0x25: 'key_tkek',
  0x26: 'split_jkek',
  0x27: 'split_tkek',
  0x28: 'ofifo_jkek',
  0x29: 'ofifo_tkek',
  0x30: 'message_data',
  0x31: 'message_data_checksum',
  0x34: 'rng_store',
  0x35: 'rng_fifo',
  0x3e: 'metadata',
  0x3f: 'skip',
};
/** Random bytes that stay in the output FIFO: nowhere to point to. */
const RNG_FIFO = 0x35;

interface FifoStoreFields extends Located {
  /** 1 and 2 take the class 1 or 2 key register. */
  readonly aux: number;
  /** What follows is stored right after it. */
  readonly cont: boolean;
  readonly ext: boolean;
  readonly dataType: string;
  /** Bytes; with `ext` the following word has them. */
  readonly length: number;
}

export interface FifoStoreCommand extends FifoStoreFields {
  readonly op: 'FIFO_STORE';
  readonly sgf: boolean;
  readonly pointer?: string;
  readonly extLength?: number;
}

export interface SeqFifoStoreCommand extends FifoStoreFields {
  readonly op: 'SEQ_FIFO_STORE';
  readonly vlf: boolean;
  readonly extLength?: number;
}

export function decodeFifoStore(command: CommandWord, reader: WordReader): FifoStoreCommand {
  const { word } = command;
  const fields = fifoStoreFields(command);
  return {
    ...fields,
    op: 'FIFO_STORE',
    sgf: bit(word, 24),
    ...(bits(word, 21, 16) === RNG_FIFO ? {} : reader.pointer()),
    ...extendedLength(fields.ext, reader),
    size: reader.size,
  };
}

export function decodeSeqFifoStore(command: CommandWord, reader: WordReader): SeqFifoStoreCommand {
  const fields = fifoStoreFields(command);
  return {
    ...fields,
    op: 'SEQ_FIFO_STORE',
    vlf: bit(command.word, 24),
    ...extendedLength(fields.ext, reader),
    size: reader.size,
  };
}

function fifoStoreFields({ index, word }: CommandWord): FifoStoreFields {
  return {
    index,
    word: wordText(word),
    aux: bits(word, 26, 25),
    cont: bit(word, 23),
    ext: bit(word, 22),
    dataType: nameOf(TYPES, bits(word, 21, 16)),
    length: bits(word, 15, 0),
    size: 1,
  };
}
