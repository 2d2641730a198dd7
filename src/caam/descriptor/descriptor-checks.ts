import type { Instruction } from './command.js';
import { runsText } from '../runs.js';
import { DESCRIPTOR_BUFFER_WORDS, headerKind, type Header } from './header.js';

/** What is wrong with a descriptor's header, given the words there are. */
export function headerNotes(header: Instruction | undefined, words: readonly number[]): readonly string[] {
  const first = words[0];
  if (header === undefined || first === undefined) return ['no words'];
  if (header.op !== 'JOB_HEADER' && header.op !== 'SHARED_HEADER') {
    return [
      words.every((word) => word === 0)
        ? 'all words are zero: never written, or freed; the CAAM takes this for a KEY command at index 0'
        : 'the first word is not a header: the beginning is missing, or the words are read the wrong way round',
    ];
  }
  const notes: string[] = [];
  if (headerKind(first) === undefined) {
    if (!header.one) notes.push('header: ONE is 0, must be 1');
    if (header.zro) notes.push('header: ZRO is 1, must be 0');
    if (header.descLength === 0) notes.push('header: DESCLEN is 0');
  }
  const { descLength } = header;
  if (descLength > words.length) {
    notes.push(`cut off: DESCLEN is ${String(descLength)}, and there are ${wordsText(words.length)}`);
  }
  if (descLength > DESCRIPTOR_BUFFER_WORDS) notes.push(tooLong(descLength));
  if ((header.startIndex ?? 0) >= Math.max(1, descLength)) {
    notes.push(`header: START INDEX ${String(header.startIndex)} is not below DESCLEN ${String(descLength)}`);
  }
  const shared = sharedLength(header);
  if (descLength <= DESCRIPTOR_BUFFER_WORDS && descLength + shared > DESCRIPTOR_BUFFER_WORDS) {
    notes.push(`job and shared descriptor together: ${tooLong(descLength + shared)}`);
  }
  if (words.length > descLength && descLength > 0) {
    notes.push(`${wordsText(words.length - descLength)} after the end of the descriptor (trailing)`);
  }
  return notes;
}

/** What is not in the dump. */
export function lossNotes(length: number, lost: ReadonlySet<number>, isDoubtful: boolean): readonly string[] {
  const places = [...lost].filter((word) => word < length);
  return [
    ...(places.length === 0 ? [] : [`words ${runsText(places)} are lost: rows of the dump are missing`]),
    ...(isDoubtful
      ? ['a row is missing, at the end or before: words behind the first row may stand at wrong indices']
      : []),
  ];
}

/** What is wrong with the commands. */
export function bodyNotes(
  instructions: readonly Instruction[],
  words: readonly number[],
  missing: number,
): readonly string[] {
  const notes = instructions.flatMap((instruction) => commandNotes(instruction, instructions, words.length));
  const last = instructions.at(-1);
  if (missing > 0 && last !== undefined) {
    notes.push(`${String(last.index)}: the last command wants ${wordsText(missing)} more than there are`);
  }
  return notes;
}

function commandNotes(
  instruction: Instruction,
  instructions: readonly Instruction[],
  length: number,
): readonly string[] {
  const at = `${String(instruction.index)}:`;
  switch (instruction.op) {
    case 'UNKNOWN':
      return [`${at} ${instruction.reason} (type 0x${instruction.ctype.toString(16).padStart(2, '0')})`];
    case 'SEQ_LOAD':
      return instruction.imm ? [`${at} SEQ LOAD with IMM is illegal`] : [];
    case 'OPERATION':
      return instruction.optype.startsWith('0x') ? [`${at} reserved OPTYPE ${instruction.optype}`] : [];
    case 'JUMP': {
      const { target } = instruction;
      if (target === undefined) return [];
      if (target === instruction.index) return [`${at} jumps to itself`];
      if (target < 0) return [`${at} jumps to ${String(target)}, before the descriptor`];
      if (target >= length) return target === length ? [] : [`${at} jumps to ${String(target)}, past the end`];
      const there = instructions.find(({ index, size }) => index <= target && target < index + size);
      const isCommand = there?.op === 'GAP' || (there?.index === target && there.op !== 'PDB');
      return isCommand ? [] : [`${at} jumps to ${String(target)}, which is not the start of a command`];
    }
    default:
      return [];
  }
}

function sharedLength(header: Header): number {
  return header.op === 'JOB_HEADER' ? (header.sharedDescLength ?? 0) : 0;
}

function tooLong(words: number): string {
  return `${wordsText(words)}, and the descriptor buffer holds ${String(DESCRIPTOR_BUFFER_WORDS)}`;
}

function wordsText(count: number): string {
  return count === 1 ? '1 word' : `${String(count)} words`;
}
