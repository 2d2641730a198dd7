import { decodeInfoFifoEntry, type InfoFifoEntry } from './info-fifo.js';
import {
  isDecoControl,
  isDescriptorBuffer,
  isInfoFifo,
  isKeyRegister,
  isWriteBack,
  loadTargetName,
  takesMathLength,
} from './load-targets.js';
import type { CommandWord, Located } from '../located.js';
import { bit, bits, wordText } from '../../word.js';
import type { ImmediateData, WordReader, WordRole } from '../word-reader.js';

interface TransferFields extends Located {
  readonly cls: number;
  readonly target: string;
  readonly targetCode: number;
  readonly imm: boolean;
  /** Bytes; words where the target is a descriptor buffer. */
  readonly offset: number;
  /** Bytes; words where the target is a descriptor buffer. */
  readonly length: number;
}

export interface LoadCommand extends TransferFields, Partial<ImmediateData> {
  readonly op: 'LOAD';
  readonly sgf: boolean;
  readonly pointer?: string;
  readonly decoControl?: { readonly offsetBits: number; readonly lengthBits: number };
  readonly nfifoEntry?: InfoFifoEntry;
}

export interface SeqLoadCommand extends TransferFields {
  readonly op: 'SEQ_LOAD';
  readonly vlf: boolean;
  readonly immData?: string;
}

export interface StoreCommand extends TransferFields {
  readonly op: 'STORE';
  readonly sgf: boolean;
  readonly pointer?: string;
  readonly immData?: string;
}

export interface SeqStoreCommand extends TransferFields {
  readonly op: 'SEQ_STORE';
  readonly vlf: boolean;
  readonly immData?: string;
}

export function decodeLoad(command: CommandWord, reader: WordReader): LoadCommand {
  const fields = transferFields(command);
  return {
    ...fields,
    op: 'LOAD',
    sgf: bit(command.word, 24),
    ...loadOperand(fields, reader),
    size: reader.size,
  };
}

function loadOperand(
  fields: TransferFields,
  reader: WordReader,
): Pick<LoadCommand, 'pointer' | 'decoControl' | 'nfifoEntry' | 'immBytes' | 'immData'> {
  const { cls, targetCode, imm, offset, length } = fields;
  if (isDecoControl(cls, targetCode)) return { decoControl: { offsetBits: offset, lengthBits: length } };
  if (!imm) return reader.pointer();
  if (!isInfoFifo(cls, targetCode)) return reader.data(immediateBytes(fields), roleOf(fields));
  const immBytes = immediateBytes(fields);
  const words = reader.words(Math.ceil(immBytes / 4), 'data');
  const [entry] = words;
  return {
    immBytes,
    immData: reader.inMemory(words).slice(0, 2 * immBytes),
    ...(entry === undefined ? {} : { nfifoEntry: decodeInfoFifoEntry(entry) }),
  };
}

/** IMM is not legal for SEQ LOAD; where it is set, data follows as it would for LOAD. */
export function decodeSeqLoad(command: CommandWord, reader: WordReader): SeqLoadCommand {
  const fields = transferFields(command);
  return {
    ...fields,
    op: 'SEQ_LOAD',
    vlf: bit(command.word, 24),
    ...inlineData(fields, reader),
    size: reader.size,
  };
}

export function decodeStore(command: CommandWord, reader: WordReader): StoreCommand {
  const fields = transferFields(command);
  const hasPointer = fields.imm || !isWriteBack(fields.cls, fields.targetCode);
  return {
    ...fields,
    op: 'STORE',
    sgf: bit(command.word, 24),
    ...(hasPointer ? reader.pointer() : {}),
    ...inlineData(fields, reader),
    size: reader.size,
  };
}

export function decodeSeqStore(command: CommandWord, reader: WordReader): SeqStoreCommand {
  const fields = transferFields(command);
  return {
    ...fields,
    op: 'SEQ_STORE',
    vlf: bit(command.word, 24),
    ...inlineData(fields, reader),
    size: reader.size,
  };
}

function inlineData(fields: TransferFields, reader: WordReader): { readonly immData?: string } {
  if (!fields.imm) return {};
  const { immData } = reader.data(immediateBytes(fields), roleOf(fields));
  return { immData };
}

function transferFields({ index, word }: CommandWord): TransferFields {
  const cls = bits(word, 26, 25);
  const targetCode = bits(word, 22, 16);
  return {
    index,
    word: wordText(word),
    cls,
    target: loadTargetName(cls, targetCode),
    targetCode,
    imm: bit(word, 23),
    offset: bits(word, 15, 8),
    length: bits(word, 7, 0),
    size: 1,
  };
}

function immediateBytes({ cls, targetCode, length }: TransferFields): number {
  if (takesMathLength(cls, targetCode)) return 4;
  return isDescriptorBuffer(cls, targetCode) ? 4 * length : length;
}

function roleOf({ cls, targetCode }: TransferFields): WordRole {
  return isKeyRegister(cls, targetCode) ? 'key' : 'data';
}
