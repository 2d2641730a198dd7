import type { CommandWord, Located } from '../located.js';
import { bit, bits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

interface SequenceFields extends Located {
  /** The pointer is to a scatter table. */
  readonly sgf: boolean;
  /** Goes on where the last one ended. */
  readonly pre: boolean;
  readonly ext: boolean;
  /** Rewinds to the saved pointer. */
  readonly rto: boolean;
  readonly pointer?: string;
  /** Bytes, from the command or from the word that follows it; absent where that word is missing. */
  readonly length?: number;
}

export interface SeqInPtrCommand extends SequenceFields {
  readonly op: 'SEQ_IN_PTR';
  readonly rbs: boolean;
  /** What is pointed to is a descriptor. */
  readonly inl: boolean;
  readonly rjd: boolean;
  /** The output sequence becomes the input. */
  readonly sop: boolean;
}

export interface SeqOutPtrCommand extends SequenceFields {
  readonly op: 'SEQ_OUT_PTR';
  readonly rst: boolean;
  readonly ews: boolean;
}

export function decodeSeqInPtr(command: CommandWord, reader: WordReader): SeqInPtrCommand {
  const { word } = command;
  const sop = bit(word, 19);
  return {
    ...sequenceFields(command, !sop, reader),
    op: 'SEQ_IN_PTR',
    rbs: bit(word, 26),
    inl: bit(word, 25),
    rjd: bit(word, 20),
    sop,
  };
}

export function decodeSeqOutPtr(command: CommandWord, reader: WordReader): SeqOutPtrCommand {
  const { word } = command;
  return {
    ...sequenceFields(command, true, reader),
    op: 'SEQ_OUT_PTR',
    rst: bit(word, 20),
    ews: bit(word, 19),
  };
}

function sequenceFields({ index, word }: CommandWord, mayPoint: boolean, reader: WordReader): SequenceFields {
  const [pre, ext, rto] = [bit(word, 23), bit(word, 22), bit(word, 21)];
  const pointer = mayPoint && !pre && !rto ? reader.pointer() : {};
  const length = ext ? reader.word('length') : bits(word, 15, 0);
  return {
    index,
    word: wordText(word),
    sgf: bit(word, 24),
    pre,
    ext,
    rto,
    ...pointer,
    ...(length === undefined ? {} : { length }),
    size: reader.size,
  };
}
