import type { Endian } from '../descriptor/descriptor-format.js';
import { disassemble, type Disassembly } from '../descriptor/disassemble.js';
import type { Dump } from '../raw-dump.js';
import { guessFormat, type FormatChoice } from '../descriptor/format-guess.js';
import { headerKind, headerLength } from '../descriptor/header.js';
import type { ScatterTable, TableLayout } from '../table/scatter-table.js';
import { guessTable, looksLikeTable, type GuessedTable } from '../table/table-guess.js';
import { tableNotes } from '../table/table-checks.js';
import { swapBytes } from '../word.js';

/** What the user said of the input; everything else is guessed. */
export interface ObjectChoice extends FormatChoice {
  readonly kind?: 'job' | 'shared' | 'sgt';
  readonly layout?: TableLayout;
  /** Whether the bytes of each printed word are to be turned round. */
  readonly swap?: boolean;
}

interface Origin {
  readonly label?: string;
  readonly form: string;
  /** Line of the text, from 1; 0 for binary. */
  readonly line: number;
  /** What was guessed, and why. */
  readonly guessed: readonly string[];
  /** What is wrong with it, or worth knowing. */
  readonly notes: readonly string[];
}

export interface DescriptorObject extends Origin {
  readonly kind: 'job' | 'shared';
  readonly disassembly: Disassembly;
}

export interface TableObject extends Origin {
  readonly kind: 'sgt';
  readonly table: ScatterTable;
}

export type CaamObject = DescriptorObject | TableObject;

/** A dump as what it is; none where it is neither descriptor nor table, several where they follow each other. */
export function objectsOfDump(dump: Dump, choice: ObjectChoice): readonly CaamObject[] {
  if (dump.printed.length === 0) return [];
  const kind = choice.kind ?? dump.kind ?? 'unlabelled';
  switch (kind) {
    case 'sgt':
      return [tableObject(dump, guessTable(dump, choice.layout), [])];
    case 'job':
    case 'shared':
      return descriptorObjects(dump, choice, kind);
    case 'data':
      return [];
    case 'unlabelled': {
      if (dump.printed.slice(0, 1).some(isHeaderEitherWay)) return descriptorObjects(dump, choice, undefined);
      const table = guessTable(dump, choice.layout);
      return looksLikeTable(table)
        ? [tableObject(dump, table, ['scatter table: no header, and makes sense as one'])]
        : [];
    }
  }
}

function tableObject(dump: Dump, { table, because }: GuessedTable, guessed: readonly string[]): TableObject {
  const { label, form, line } = dump;
  return {
    kind: 'sgt',
    ...(label === undefined ? {} : { label }),
    form,
    line,
    table,
    guessed: [...guessed, `layout ${table.layout}: ${because}`],
    notes: tableNotes(table),
  };
}

/**
 * The descriptor, and any that follow it in the same dump, as in the descriptor buffer, where the job stands after its
 * shared descriptor.
 */
function descriptorObjects(
  dump: Dump,
  choice: ObjectChoice,
  kind: 'job' | 'shared' | undefined,
): readonly DescriptorObject[] {
  const { words, endian, isEndianSure, because } = wordsAsRead(dump, choice);
  const objects: DescriptorObject[] = [];
  for (let rest = words; rest.length > 0;) {
    const isFirst = objects.length === 0;
    const first = rest[0] ?? 0;
    const next = headerKind(first);
    // What follows a descriptor is another one only if it is whole; else it is left-over memory.
    if (!isFirst && (next === undefined || headerLength(first) > rest.length)) break;
    const guess = guessFormat(rest, endian, isEndianSure, choice);
    const disassembly = disassemble(rest, guess.format, kind ?? next ?? 'job');
    objects.push({
      kind: disassembly.kind,
      ...(dump.label === undefined ? {} : { label: dump.label }),
      form: dump.form,
      line: dump.line,
      disassembly,
      guessed: [...because, ...pointerGuess(guess.format.pointerWords, guess.because)],
      notes: disassembly.notes,
    });
    rest = disassembly.trailing;
  }
  return objects.map((object, index) => (index === objects.length - 1 ? object : withoutTrailing(object)));
}

function withoutTrailing(object: DescriptorObject): DescriptorObject {
  const notes = object.notes.filter((note) => !note.endsWith('(trailing)'));
  return { ...object, notes, disassembly: { ...object.disassembly, trailing: [], notes } };
}

function pointerGuess(pointerWords: 1 | 2, because: string): readonly string[] {
  if (because === 'as given') return [];
  return [`pointers of ${pointerWords === 1 ? 'one word' : 'two words'}: ${because}`];
}

interface WordsAsRead {
  readonly words: readonly number[];
  readonly endian: Endian;
  readonly isEndianSure: boolean;
  readonly because: readonly string[];
}

/** The words as the CAAM reads them: the header shows whether they were printed byte-swapped. */
function wordsAsRead(dump: Dump, choice: ObjectChoice): WordsAsRead {
  const { printed, order, isOrderSure } = dump;
  const swap = choice.swap ?? swapFor(dump, choice.endian);
  const words = swap ? printed.map(swapBytes) : printed;
  if (choice.endian !== undefined) return { words, endian: choice.endian, isEndianSure: true, because: [] };
  const endian = (order === 'as printed') !== swap ? 'be' : 'le';
  const because =
    `${endian === 'le' ? 'little' : 'big'} endian: ` +
    (isOrderSure
      ? `the header is only one that way round${dump.form === 'binary' ? '' : ', and the dump shows the order of the bytes'}`
      : `${swap ? 'the header is swapped' : 'the header is right as printed'}, and ${
          order === 'as printed'
            ? 'plain digits are taken to stand in the order of memory'
            : 'a little-endian CPU is usual'
        }`);
  return { words, endian, isEndianSure: isOrderSure, because: [because] };
}

function swapFor({ printed, order, isOrderSure }: Dump, endian: Endian | undefined): boolean {
  const [first = 0] = printed;
  if (endian !== undefined && isOrderSure) return (order === 'as printed') === (endian === 'le');
  if (headerKind(first) !== undefined) return false;
  if (headerKind(swapBytes(first)) !== undefined) return true;
  // No header either way: bytes are those of the usual little-endian CAAM, words are as they were printed.
  return isOrderSure && order === 'as printed';
}

function isHeaderEitherWay(word: number): boolean {
  return headerKind(word) !== undefined || headerKind(swapBytes(word)) !== undefined;
}
