import type { Disassembly } from '../../caam/descriptor/disassemble.js';
import {
  isCut,
  type CommandAtIndex,
  type DescriptorPair,
  type DescriptorPlace,
} from '../../caam/descriptor/command-at-index.js';
import type { FailingCommand } from '../../caam/dump/failing-command.js';
import type { SequenceBalance } from '../../caam/descriptor/sequence-balance.js';
import { operandText } from './command-text.js';
import { listing } from './listing.js';
import { wordsText } from '../phrases.js';
import { row } from './status-text.js';

/** Stands before the word that the status names. */
const FAILED = '=>';
/** Stands before the word that the printed text names instead. */
const PRINTED = '?>';

/** Which command failed. */
export function failingCommandRows(
  failing: FailingCommand,
  pair: DescriptorPair,
  printedIndex: number | null,
): readonly string[] {
  const { at, printedAt, fits, balances } = failing;
  return [
    row('command', placeText(at)),
    ...(fits
      ? []
      : [row('but', 'such a command does not end with this code: probably not the descriptor that failed')]),
    ...(printedAt === undefined ? [] : [row(`idx ${String(printedIndex)}`, placeText(printedAt))]),
    ...(['shared', 'job'] as const).flatMap((place) => cutRow(place, pair[place])),
    ...lengthMismatch(pair),
    ...balances.map((balance) => row(balance.name, balanceText(balance))),
  ];
}

/** The descriptors, with the command that failed marked, and the one that the printed text names. */
export function markedListings(failing: FailingCommand, pair: DescriptorPair, showKeys: boolean): readonly string[] {
  return (['shared', 'job'] as const).flatMap((place) => markedListing(place, pair[place], failing, showKeys));
}

/** `word 18 of the shared descriptor, SEQ STORE class1_context, 16 bytes`. */
export function placeText(at: CommandAtIndex): string {
  switch (at.kind) {
    case 'command':
      return `${wordOf(at.place, at.word)}: ${commandName(at.instruction)} ${operandText(at.instruction)}`;
    case 'inside':
      return at.instruction.op === 'PDB'
        ? `${wordOf(at.place, at.word)}, not a command boundary: it is protocol data`
        : `${wordOf(at.place, at.word)}, not a command boundary: it belongs to ${commandName(at.instruction)} at ${String(at.instruction.index)}`;
    case 'lost':
      return at.reason === 'lost'
        ? `${wordOf(at.place, at.word)}, which is not in the dump: a row is missing`
        : `${wordOf(at.place, at.word)}, unknown: rows before it are missing in the dump`;
    case 'not given':
      return `${wordOf(at.place, at.word)}, which was not given`;
    case 'out of range':
      return `out of range: the descriptors have ${wordsText(at.words)}; a CHA may report late, or these are the wrong descriptors`;
    case 'jump target':
      return 'in the target of a jump, which was not given';
    case 'no index':
      return 'a status of this source has no index';
  }
}

function commandName({ op }: { readonly op: string }): string {
  return op.replaceAll('_', ' ');
}

function wordOf(place: DescriptorPlace, word: number): string {
  return `word ${String(word)} of the ${place} descriptor`;
}

function cutRow(place: DescriptorPlace, descriptor: Disassembly | undefined): readonly string[] {
  if (descriptor === undefined || !isCut(descriptor)) return [];
  const there = descriptor.roles.filter((role) => role !== 'lost').length;
  const told = descriptor.instructions[0];
  const length = told !== undefined && 'descLength' in told ? told.descLength : descriptor.words.length;
  const doubt = descriptor.isDoubtful ? '; words behind its first row may stand at wrong indices' : '';
  return [
    row('but', `the ${place} descriptor is cut: it has ${wordsText(length)}, and ${String(there)} are there${doubt}`),
  ];
}

function lengthMismatch({ job, shared }: DescriptorPair): readonly string[] {
  const [header] = job?.instructions ?? [];
  if (shared === undefined || header?.op !== 'JOB_HEADER') return [];
  const told = header.hasShared ? (header.sharedDescLength ?? 0) : 0;
  if (told === shared.words.length || isCut(shared)) return [];
  return [
    row(
      'but',
      `the job's header tells a shared descriptor of ${wordsText(told)}, and this one has ${String(shared.words.length)}: not a pair, or stale memory`,
    ),
  ];
}

function balanceText({ given, fixed, hasVariable }: SequenceBalance): string {
  const left = given - fixed;
  const rest = left < 0 ? `${String(-left)} too few` : `${String(left)} left`;
  return (
    `sequence of ${String(given)} bytes, commands of fixed length take ${String(fixed)} (jumps not followed): ${rest}` +
    (hasVariable && left >= 0 ? ' for those of variable length' : '')
  );
}

function markedListing(
  place: DescriptorPlace,
  disassembly: Disassembly | undefined,
  { at, printedAt }: FailingCommand,
  showKeys: boolean,
): readonly string[] {
  if (disassembly === undefined) return [];
  // The first that fits a row is shown: the number comes before the printed text.
  const marks = new Map([...markAt(at, place, FAILED), ...markAt(printedAt, place, PRINTED)]);
  return [`  ${place} descriptor`, ...listing(disassembly, { showKeys, marks })];
}

function markAt(
  at: CommandAtIndex | undefined,
  place: DescriptorPlace,
  mark: string,
): readonly (readonly [number, string])[] {
  return at !== undefined && 'word' in at && at.place === place ? [[at.word, mark]] : [];
}
