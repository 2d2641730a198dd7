import type { CommandWord, Located } from './located.js';
import { nameOf, type ValueNames } from '../value-names.js';
import { bit, bits, commandType, wordText } from '../word.js';
import type { WordReader } from './word-reader.js';

/** Command types of the two headers (desc.h, CMD_DESC_HDR and CMD_SHARED_DESC_HDR). */
export const JOB_HEADER_TYPE = 0x16;
export const SHARED_HEADER_TYPE = 0x17;

/** Words of the descriptor buffer: a job and its shared descriptor must fit together (desc.h, MAX_CAAM_DESCSIZE). */
export const DESCRIPTOR_BUFFER_WORDS = 64;

/** desc.h, HDR_SHARE_*; 4 in a job header leaves it to the shared one. */
const SHARE: ValueNames = { 0: 'never', 1: 'wait', 2: 'serial', 3: 'always', 4: 'defer' };

export interface JobHeader extends Located {
  readonly op: 'JOB_HEADER';
  /** Words of this descriptor, the shared one not counted. */
  readonly descLength: number;
  readonly share: string;
  readonly hasShared: boolean;
  /** The job's own commands run before the shared descriptor. */
  readonly reverseOrder: boolean;
  readonly makeTrusted: boolean;
  readonly trusted: boolean;
  readonly zro: boolean;
  readonly one: boolean;
  readonly dnr: boolean;
  readonly rsls: boolean;
  readonly ext: boolean;
  /** First command; the words between are the protocol data block. Absent where there is a shared descriptor. */
  readonly startIndex?: number;
  /** Words of the shared descriptor. */
  readonly sharedDescLength?: number;
  readonly sharedDescPointer?: string;
  readonly extWord?: string;
}

export interface SharedHeader extends Located {
  readonly op: 'SHARED_HEADER';
  readonly descLength: number;
  readonly share: string;
  readonly startIndex: number;
  readonly rif: boolean;
  readonly dnr: boolean;
  readonly one: boolean;
  readonly zro: boolean;
  readonly clearInputFifo: boolean;
  readonly saveContext: boolean;
  readonly propagateDnr: boolean;
}

export type Header = JobHeader | SharedHeader;

/** Which header a word is: the right type, ONE set and ZRO clear. undefined for any other word. */
export function headerKind(word: number): 'job' | 'shared' | undefined {
  if (!bit(word, 23) || bit(word, 15) || headerLength(word) === 0) return undefined;
  switch (commandType(word)) {
    case JOB_HEADER_TYPE:
      return 'job';
    case SHARED_HEADER_TYPE:
      return 'shared';
    default:
      return undefined;
  }
}

/** DESCLEN. Seven bits in both headers from era 10 on; before, the shared one's seventh is reserved, so zero. */
export function headerLength(word: number): number {
  return bits(word, 6, 0);
}

export function decodeJobHeader({ index, word }: CommandWord, reader: WordReader): JobHeader {
  const hasShared = bit(word, 12);
  // Bit 22 belongs to the field from era 10 on; before, it is reserved, so zero.
  const lengthOrStart = bits(word, 22, 16);
  // FreeBSD's header and NXP's flib disagree on the bit (26 or 24); 24 is DNR, so it is 26 here.
  const ext = bit(word, 26);
  return {
    index,
    op: 'JOB_HEADER',
    word: wordText(word),
    descLength: headerLength(word),
    share: nameOf(SHARE, bits(word, 10, 8)),
    hasShared,
    reverseOrder: bit(word, 11),
    makeTrusted: bit(word, 13),
    trusted: bit(word, 14),
    zro: bit(word, 15),
    one: bit(word, 23),
    dnr: bit(word, 24),
    rsls: bit(word, 25),
    ext,
    ...(hasShared ? sharedReference(lengthOrStart, reader) : { startIndex: lengthOrStart }),
    ...(ext ? extension(reader) : {}),
    size: reader.size,
  };
}

function sharedReference(words: number, reader: WordReader): Pick<JobHeader, 'sharedDescLength' | 'sharedDescPointer'> {
  const { pointer } = reader.pointer();
  return { sharedDescLength: words, ...(pointer === undefined ? {} : { sharedDescPointer: pointer }) };
}

function extension(reader: WordReader): Pick<JobHeader, 'extWord'> {
  const word = reader.word('header extension');
  return word === undefined ? {} : { extWord: wordText(word) };
}

export function decodeSharedHeader({ index, word }: CommandWord, reader: WordReader): SharedHeader {
  return {
    index,
    op: 'SHARED_HEADER',
    word: wordText(word),
    descLength: headerLength(word),
    share: nameOf(SHARE, bits(word, 9, 8)),
    startIndex: bits(word, 22, 16),
    rif: bit(word, 25),
    dnr: bit(word, 24),
    one: bit(word, 23),
    zro: bit(word, 15),
    clearInputFifo: bit(word, 13),
    saveContext: bit(word, 12),
    propagateDnr: bit(word, 11),
    size: reader.size,
  };
}
