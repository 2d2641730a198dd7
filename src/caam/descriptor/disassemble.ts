import { decodeCommand, type Instruction } from './command.js';
import type { DescriptorFormat } from './descriptor-format.js';
import { headerNotes, bodyNotes } from './descriptor-checks.js';
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
  /** What is wrong with it, or worth knowing. */
  readonly notes: readonly string[];
}

/**
 * Takes a descriptor apart. Any words will do: nonsense becomes UNKNOWN instructions and notes. `kind` is what the
 * first word is taken for where it is not a header.
 */
export function disassemble(
  words: readonly number[],
  format: DescriptorFormat,
  kind: 'job' | 'shared' = 'job',
): Disassembly {
  const first = words[0] ?? 0;
  const isHeader = [JOB_HEADER_TYPE, SHARED_HEADER_TYPE].includes(commandType(first));
  const length = isHeader ? Math.max(1, headerLength(first)) : words.length;
  const own = words.slice(0, length);
  const reader = new WordReader(own, format);
  const instructions: Instruction[] = [];
  if (isHeader) {
    const header = decodeHeader(reader);
    instructions.push(header);
    const pdbWords = Math.min(startOf(header), own.length) - reader.position;
    if (pdbWords > 0) instructions.push(decodeProtocolData(pdbWords, reader));
  }
  while (!reader.atEnd) instructions.push(decodeCommand(reader));
  const [header] = instructions;
  return {
    kind: header?.op === 'SHARED_HEADER' ? 'shared' : header?.op === 'JOB_HEADER' ? 'job' : kind,
    format,
    words: own,
    roles: reader.roles,
    instructions,
    trailing: words.slice(own.length),
    missing: reader.missing,
    notes: [...headerNotes(header, words), ...bodyNotes(instructions, own, reader.missing)],
  };
}

function decodeHeader(reader: WordReader): Header {
  const word = reader.command();
  return commandType(word) === JOB_HEADER_TYPE
    ? decodeJobHeader({ index: 0, word }, reader)
    : decodeSharedHeader({ index: 0, word }, reader);
}

/** The word of the first command. A job with a shared descriptor has its pointer there, and no protocol data. */
function startOf(header: Header): number {
  return header.startIndex ?? 0;
}
