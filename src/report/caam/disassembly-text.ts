import type { CaamObject, DescriptorObject, TableObject } from '../../caam/dump/caam-object.js';
import { listing, type ListingOptions } from './listing.js';
import { wordsText } from '../phrases.js';

/** Descriptors and tables for people, with what was guessed and what is odd. */
export function objectsText(objects: readonly CaamObject[], options: ListingOptions): string {
  return objects.map((object) => objectText(object, options)).join('\n');
}

function objectText(object: CaamObject, options: ListingOptions): string {
  const body =
    object.kind !== 'sgt'
      ? listing(object.disassembly, options)
      : options.showKeys || object.isSound
        ? tableRows(object)
        : ['  redacted: it makes no sense as a table, and may hold a key; --show-keys shows it'];
  return [
    `${originText(object)}: ${object.kind === 'sgt' ? tableTitle(object) : descriptorTitle(object)}`,
    ...object.guessed.map((guess) => `  guessed  ${guess}`),
    ...body,
    ...object.notes.map((note) => `  note     ${note}`),
    '',
  ].join('\n');
}

/** `line 12, skcipher jobdesc@1826`. */
function originText({ label, line, form }: CaamObject): string {
  return [...(line === 0 ? [form] : [`line ${String(line)}`]), ...(label === undefined ? [] : [label])].join(', ');
}

function descriptorTitle({ kind, disassembly }: DescriptorObject): string {
  const { format, words } = disassembly;
  const order =
    format.pointerWordOrder === null ? '' : format.pointerWordOrder === 'hi_lo' ? ', high first' : ', low first';
  return (
    `${kind} descriptor of ${wordsText(words.length)}, ${format.endian === 'le' ? 'little' : 'big'} endian, ` +
    `pointers of ${wordsText(format.pointerWords)}${order}`
  );
}

function tableTitle({ table }: TableObject): string {
  return `scatter table of ${String(table.entries.length + table.lost.length)} entries, layout ${table.layout}`;
}

function tableRows({ table }: TableObject): readonly string[] {
  const rows = table.entries.map(({ index, address, length, offset, bpid, final, extension }) => [
    String(index),
    address,
    String(length),
    String(offset),
    String(bpid),
    [...(extension ? ['E link'] : []), ...(final ? ['F final'] : [])].join(', '),
  ]);
  const heads = ['entry', 'address', 'length', 'offset', 'bpid', ''];
  const widths = heads.map((head, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), head.length),
  );
  return [heads, ...rows].map((row) =>
    `  ${row.map((cell, column) => (column === 5 ? cell : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}
