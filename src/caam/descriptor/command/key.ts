import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';
import type { ImmediateData, WordReader } from '../word-reader.js';

/** desc.h, KEY_DEST_*. */
const DESTINATIONS: ValueNames = { 0: 'key_reg', 1: 'pkha_e', 2: 'afha_sbox', 3: 'mdha_split' };

interface KeyFields extends Located {
  readonly cls: number;
  /** Encrypted ("black") key. */
  readonly enc: boolean;
  readonly nwb: boolean;
  /** How it is encrypted: AES-CCM where set, AES-ECB where not. */
  readonly ekt: boolean;
  readonly dest: string;
  /** Wrapped by the trusted descriptor key (TDKEK). */
  readonly tk: boolean;
  /** Plaintext store allowed. */
  readonly pts: boolean;
  /** Bytes of the key itself, without what encryption adds. */
  readonly length: number;
}

export interface KeyCommand extends KeyFields, Partial<ImmediateData> {
  readonly op: 'KEY';
  readonly imm: boolean;
  readonly sgf: boolean;
  readonly pointer?: string;
}

export interface SeqKeyCommand extends KeyFields {
  readonly op: 'SEQ_KEY';
  readonly vlf: boolean;
  /** The key is in the input FIFO already. */
  readonly aidf: boolean;
}

export function decodeKey(command: CommandWord, reader: WordReader): KeyCommand {
  const { word } = command;
  const imm = bit(word, 23);
  const fields = keyFields(command);
  return {
    ...fields,
    op: 'KEY',
    imm,
    sgf: bit(word, 24),
    ...(imm ? reader.data(storedBytes(fields), 'key') : reader.pointer()),
    size: reader.size,
  };
}

export function decodeSeqKey(command: CommandWord): SeqKeyCommand {
  const { word } = command;
  return { ...keyFields(command), op: 'SEQ_KEY', vlf: bit(word, 24), aidf: bit(word, 23) };
}

function keyFields({ index, word }: CommandWord): KeyFields {
  return {
    index,
    word: wordText(word),
    cls: bits(word, 26, 25),
    enc: bit(word, 22),
    nwb: bit(word, 21),
    ekt: bit(word, 20),
    dest: nameOf(DESTINATIONS, bits(word, 17, 16)),
    tk: bit(word, 15),
    pts: bit(word, 14),
    length: bits(word, 9, 0),
    size: 1,
  };
}

/**
 * Bytes that an immediate key takes. ECB encrypts whole blocks of 16, so a SHA-1 split key of 40 bytes takes 48
 * (desc_constr.h, append_key_as_imm); CCM rounds up to 8 and adds 6 bytes of nonce and 6 of MAC (desc.h,
 * CAAM_CCM_OVERHEAD).
 */
function storedBytes({ enc, ekt, length }: KeyFields): number {
  if (!enc) return length;
  return ekt ? Math.ceil(length / 8) * 8 + 12 : Math.ceil(length / 16) * 16;
}
