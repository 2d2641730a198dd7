import type { Gap, Instruction } from '../../caam/descriptor/command.js';
import type { Disassembly } from '../../caam/descriptor/disassemble.js';
import { rsaFields } from '../../caam/descriptor/rsa-protocol-data.js';
import { wordText } from '../../caam/word.js';
import { operandText } from './command-text.js';
import { carriesKey, HIDDEN_BECAUSE, hidesAll, keyFingerprint } from './key-redaction.js';

/** Columns: a mark, the index, the word, the command, its operands. */
const MARK_COLUMNS = 2;
const INDEX_COLUMNS = 5;
const NAME_COLUMNS = 14;
const HIDDEN_WORD = '........';
const LOST_WORD = '????????';

export interface ListingOptions {
  readonly showKeys: boolean;
  /** What stands before some words, by index: `=>`. */
  readonly marks?: ReadonlyMap<number, string>;
}

interface Row {
  /** First and last word of the row. */
  readonly from: number;
  readonly to: number;
  readonly word: string;
  readonly name: string;
  readonly text: string;
}

/** A descriptor as a disassembler lists it, every word of it. */
export function listing(disassembly: Disassembly, { showKeys, marks }: ListingOptions): readonly string[] {
  const rows =
    !showKeys && hidesAll(disassembly)
      ? [hiddenRow(0, disassembly.words.length - 1, HIDDEN_BECAUSE)]
      : disassembly.instructions.flatMap((instruction) => rowsOf(instruction, disassembly, showKeys));
  const trailing = showKeys ? trailingRows(disassembly) : [];
  return [...rows, ...trailing].map((row) => {
    const mark = marks === undefined ? undefined : markOf(row, marks);
    const index = row.from === row.to ? String(row.from) : `${String(row.from)}-${String(row.to)}`;
    return [
      `${(mark ?? '').padStart(MARK_COLUMNS)} ${index.padStart(INDEX_COLUMNS)}`,
      row.word,
      row.name.padEnd(NAME_COLUMNS),
      row.text,
    ]
      .join('  ')
      .trimEnd();
  });
}

function markOf({ from, to }: Row, marks: ReadonlyMap<number, string>): string | undefined {
  return [...marks].find(([index]) => from <= index && index <= to)?.[1];
}

function rowsOf(instruction: Instruction, disassembly: Disassembly, showKeys: boolean): readonly Row[] {
  const { index, size } = instruction;
  const { words } = disassembly;
  if (instruction.op === 'PDB') return protocolRows(instruction, disassembly);
  if (instruction.op === 'GAP') return gapRows(instruction, disassembly, showKeys);
  const first: Row = {
    from: index,
    to: index,
    word: wordText(words[index] ?? 0),
    name: instruction.op.replaceAll('_', ' '),
    text: operandText(instruction),
  };
  if (carriesKey(instruction, disassembly) && !showKeys) return [first, ...hiddenRows(instruction, disassembly)];
  return [first, ...wordRows(disassembly, index + 1, index + size)];
}

/** The words from `from` to before `end`, each with what it is. */
function wordRows({ words, roles }: Disassembly, from: number, end: number): readonly Row[] {
  return words.slice(from, end).map((word, position) => {
    const index = from + position;
    const role = roles[index] ?? '';
    return { from: index, to: index, word: role === 'lost' ? LOST_WORD : wordText(word), name: '', text: role };
  });
}

function hiddenRow(from: number, to: number, text: string): Row {
  return { from, to, word: HIDDEN_WORD, name: '', text: `${text}, redacted` };
}

/** Lost words in one row; what is behind them may hold a key. */
function gapRows({ index, size, reason }: Gap, disassembly: Disassembly, showKeys: boolean): readonly Row[] {
  const to = index + size - 1;
  if (reason === 'lost') return [{ from: index, to, word: LOST_WORD, name: '', text: 'lost' }];
  return showKeys
    ? wordRows(disassembly, index, index + size)
    : [hiddenRow(index, to, 'unknown, commands or part of a key')];
}

/** The words around a key as they are, the key's in one row. */
function hiddenRows(instruction: Instruction, disassembly: Disassembly): readonly Row[] {
  const { roles } = disassembly;
  const end = instruction.index + instruction.size;
  const from = roles.indexOf('key', instruction.index);
  const to = roles.lastIndexOf('key', end - 1);
  const { immBytes, immData } = 'immBytes' in instruction ? instruction : {};
  const isKnown = immBytes !== undefined && immData !== undefined;
  const what = isKnown ? `key, ${keyFingerprint({ immBytes, immData }, disassembly)}` : 'room for a key';
  return [
    ...wordRows(disassembly, instruction.index + 1, from),
    hiddenRow(from, to, what),
    ...wordRows(disassembly, to + 1, end),
  ];
}

function protocolRows(pdb: Instruction & { readonly op: 'PDB' }, disassembly: Disassembly): readonly Row[] {
  const names = fieldNames(pdb.size, disassembly);
  return wordRows(disassembly, pdb.index, pdb.index + pdb.size).map((row, position) => ({
    ...row,
    name: position === 0 ? 'PDB' : '',
    text: names[position] ?? row.text,
  }));
}

/** What each word of the protocol data is, where the protocol's layout is known. */
function fieldNames(pdbWords: number, { instructions, format }: Disassembly): readonly string[] {
  const operation = instructions.find((instruction) => instruction.op === 'OPERATION' && 'protocol' in instruction);
  if (operation === undefined || !('protocol' in operation)) return [];
  const fields = rsaFields(operation.protocol, operation.protInfo, pdbWords, format.pointerWords) ?? [];
  return fields.flatMap(({ name, isPointer }) => {
    if (!isPointer) return [name];
    if (format.pointerWords === 1) return [`pointer to ${name}`];
    const halves = [`pointer to ${name}, high word`, `pointer to ${name}, low word`];
    return format.pointerWordOrder === 'lo_hi' ? halves.toReversed() : halves;
  });
}

function trailingRows({ words, trailing }: Disassembly): readonly Row[] {
  return trailing.map((word, position) => {
    const index = words.length + position;
    return { from: index, to: index, word: wordText(word), name: '', text: 'after the end' };
  });
}
