import { decodeCommand, decodeGap, type Instruction } from './command.js';
import type { DescriptorFormat } from './descriptor-format.js';
import { bodyNotes, headerNotes, lossNotes } from './descriptor-checks.js';
import {
  decodeJobHeader,
  decodeSharedHeader,
  headerLength,
  JOB_HEADER_TYPE,
  SHARED_HEADER_TYPE,
  type Header,
} from './header.js';
import { decodeProtocolData } from './command/protocol-data.js';
import { commandType } from '../word.js';
import { WordReader, type WordRole } from './word-reader.js';

/** DESCLEN has seven bits: without a header, what is further back is no part of a descriptor. */
const LONGEST = 127;

/** A descriptor, taken apart. */
export interface Disassembly {
  readonly kind: 'job' | 'shared';
  readonly format: DescriptorFormat;
  /** The words of the descriptor. */
  readonly words: readonly number[];
  /** What each of them is. */
  readonly roles: readonly WordRole[];
  /** They tile the words, from the first on, without gaps. */
  readonly instructions: readonly Instruction[];
  /** Words after the descriptor's end. */
  readonly trailing: readonly number[];
  /** How many words commands wanted beyond the end. */
  readonly missing: number;
  /** Words are missing, and it does not show where: those behind the first row may stand at wrong indices. */
  readonly isDoubtful: boolean;
  /** What is wrong with it, or worth knowing. */
  readonly notes: readonly string[];
}

/** What is known of the words beside themselves. */
export interface WordsKnown {
  /** Places of words that are not in the dump. */
  readonly lost?: ReadonlySet<number>;
  readonly isDoubtful?: boolean;
  /** What the user says it is, whatever its header says. */
  readonly kind?: 'job' | 'shared';
}

/**
 * Takes a descriptor apart. Any words will do: nonsense becomes UNKNOWN instructions and notes. `kind` is what the
 * first word is taken for where it is not a header.
 */
export function disassemble(
  words: readonly number[],
  format: DescriptorFormat,
  kind: 'job' | 'shared' = 'job',
  { lost = new Set(), isDoubtful = false, kind: saidKind }: WordsKnown = {},
): Disassembly {
  const first = words[0] ?? 0;
  const isHeader = [JOB_HEADER_TYPE, SHARED_HEADER_TYPE].includes(commandType(first));
  const length = isHeader ? Math.max(1, headerLength(first)) : LONGEST;
  const own = words.slice(0, length);
  const reader = new WordReader(own, format, lost);
  const instructions: Instruction[] = [];
  if (isHeader) {
    const header = decodeHeader(reader, saidKind ?? kindOfHeader(first));
    instructions.push(header);
    const pdbWords = Math.min(startOf(header), own.length) - reader.position;
    if (pdbWords > 0) instructions.push(decodeProtocolData(pdbWords, reader));
  }
  while (!reader.atEnd && !reader.atLost) instructions.push(decodeCommand(reader));
  while (!reader.atEnd) instructions.push(decodeGap(reader));
  const [header] = instructions;
  return {
    kind: header?.op === 'SHARED_HEADER' ? 'shared' : header?.op === 'JOB_HEADER' ? 'job' : kind,
    format,
    words: own,
    roles: reader.roles,
    instructions,
    trailing: words.slice(own.length),
    missing: reader.missing,
    isDoubtful,
    notes: [
      ...kindNotes(isHeader, first, saidKind),
      ...headerNotes(header, words),
      ...lossNotes(own.length, lost, isDoubtful),
      // Of a part of a key, too, something could be said.
      ...(isHeader ? bodyNotes(instructions, own, reader.missing) : []),
    ],
  };
}

/** `--kind` against the header. */
function kindNotes(isHeader: boolean, first: number, said: 'job' | 'shared' | undefined): readonly string[] {
  const kind = kindOfHeader(first);
  if (!isHeader || said === undefined || said === kind) return [];
  return [`the header is that of a ${kind} descriptor, decoded as that of a ${said} one, as --kind says`];
}

function kindOfHeader(word: number): 'job' | 'shared' {
  return commandType(word) === JOB_HEADER_TYPE ? 'job' : 'shared';
}

function decodeHeader(reader: WordReader, kind: 'job' | 'shared'): Header {
  const word = reader.command();
  return kind === 'job' ? decodeJobHeader({ index: 0, word }, reader) : decodeSharedHeader({ index: 0, word }, reader);
}

/** The word of the first command. A job with a shared descriptor has its pointer there, and no protocol data. */
function startOf(header: Header): number {
  return header.startIndex ?? 0;
}
