import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';

/** desc.h, MOVE_SRC_* and MOVE_DEST_* alike. */
const EITHER: ValueNames = {
  0x0: 'class1_context',
  0x1: 'class2_context',
  0x2: 'ofifo',
  0x3: 'descbuf',
  0x4: 'math0',
  0x5: 'math1',
  0x6: 'math2',
  0x7: 'math3',
  0xd: 'class1_key',
  0xe: 'class2_key',
};

/** desc.h, MOVE_SRC_*; the key registers are OP-TEE's. */
const SOURCES: ValueNames = {
  ...EITHER,
  0x8: 'ififo',
  0x9: 'ififo_class',
  0xa: 'ififo_no_nfifo',
};

/** desc.h, MOVE_DEST_*. */
const DESTINATIONS: ValueNames = {
  ...EITHER,
  0x8: 'class1_ififo',
  0x9: 'class2_ififo',
  0xa: 'ififo_no_nfifo',
  0xc: 'pkha_a',
  0xf: 'aux_fifo',
};

/** RTA, from era 7 on. */
const SIZE_CLASSES: ValueNames = { 0: 'none', 1: 'word', 2: 'byte', 3: 'dword' };

interface MoveFields extends Located {
  /** What it means depends on source and destination. */
  readonly aux: number;
  readonly waitComp: boolean;
  readonly src: string;
  readonly dest: string;
  /** Bytes, into the source or the destination: see `moveOffsetSide`. */
  readonly offset: number;
}

export interface MoveCommand extends MoveFields {
  readonly op: 'MOVE' | 'MOVEB' | 'MOVEDW';
  /** Bytes. */
  readonly length: number;
}

export interface MoveLenCommand extends MoveFields {
  readonly op: 'MOVE_LEN';
  /** The register that holds the length. */
  readonly lengthReg: string;
  readonly sizeClass: string;
}

export function decodeMove(command: CommandWord, op: MoveCommand['op']): MoveCommand {
  const { word } = command;
  // Input FIFO to output FIFO has no offset: the length is 16 bits (RTA).
  const isFifoToFifo = bits(word, 23, 20) === 0x8 && bits(word, 19, 16) === 0x2;
  const fields = moveFields(command);
  return isFifoToFifo
    ? { ...fields, op, offset: 0, length: bits(word, 15, 0) }
    : { ...fields, op, length: bits(word, 7, 0) };
}

export function decodeMoveLen(command: CommandWord): MoveLenCommand {
  const { word } = command;
  return {
    ...moveFields(command),
    op: 'MOVE_LEN',
    lengthReg: `math${String(bits(word, 1, 0))}`,
    sizeClass: nameOf(SIZE_CLASSES, bits(word, 7, 6)),
  };
}

function moveFields({ index, word }: CommandWord): MoveFields {
  return {
    index,
    word: wordText(word),
    aux: bits(word, 26, 25),
    waitComp: bit(word, 24),
    src: nameOf(SOURCES, bits(word, 23, 20)),
    dest: nameOf(DESTINATIONS, bits(word, 19, 16)),
    offset: bits(word, 15, 8),
    size: 1,
  };
}

/** Whose offset OFFSET is: the source's, except where the source has none of its own or the descriptor is written. */
export function moveOffsetSide({ src, dest }: Pick<MoveCommand, 'src' | 'dest'>): 'source' | 'destination' {
  const isRegister = (name: string): boolean => /^math\d$|fifo/.test(name);
  return dest === 'descbuf' || (isRegister(src) && !isRegister(dest)) ? 'destination' : 'source';
}
