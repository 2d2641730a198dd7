import type { Disassembly } from '../descriptor/disassemble.js';
import type { Dump } from '../raw-dump.js';
import { descriptorsOfWords } from './descriptors-of-words.js';
import type { FormatChoice } from '../descriptor/format-guess.js';
import { headerKind } from '../descriptor/header.js';
import type { ScatterTable, TableLayout } from '../table/scatter-table.js';
import { guessTable, looksLikeTable, mayBeTable, type GuessedTable } from '../table/table-guess.js';
import { tableNotes } from '../table/table-checks.js';
import { swapBytes } from '../word.js';
import { wordsAsRead } from './words-as-read.js';

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
  /** Whether its words may be shown: the driver calls it a table, or all of it makes sense as one. Else there may be a key. */
  readonly isSound: boolean;
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
      if (!mayBeTable(dump)) return [];
      const table = guessTable(dump, choice.layout);
      return looksLikeTable(table)
        ? [tableObject(dump, table, ['scatter table: no header, and makes sense as one'])]
        : [];
    }
  }
}

function tableObject(dump: Dump, { table, because, oddity }: GuessedTable, guessed: readonly string[]): TableObject {
  const { label, form, line } = dump;
  const isSound = dump.kind === 'sgt' || oddity === 0;
  return {
    kind: 'sgt',
    ...(label === undefined ? {} : { label }),
    form,
    line,
    table,
    isSound,
    guessed: [...guessed, `layout ${table.layout}: ${because}`],
    // They quote entries.
    notes: isSound ? tableNotes(table) : [],
  };
}

function descriptorObjects(
  dump: Dump,
  choice: ObjectChoice,
  kind: 'job' | 'shared' | undefined,
): readonly DescriptorObject[] {
  const read = wordsAsRead(dump, choice);
  const { label, form, line, lost, isDoubtful } = dump;
  const said = choice.kind === 'sgt' ? undefined : choice.kind;
  return descriptorsOfWords(read, choice, kind, {
    lost,
    isDoubtful,
    ...(said === undefined ? {} : { kind: said }),
  }).map(({ disassembly, guessed }) => ({
    kind: disassembly.kind,
    ...(label === undefined ? {} : { label }),
    form,
    line,
    disassembly,
    guessed: [...read.because, ...guessed],
    notes: disassembly.notes,
  }));
}

function isHeaderEitherWay(word: number): boolean {
  return headerKind(word) !== undefined || headerKind(swapBytes(word)) !== undefined;
}
