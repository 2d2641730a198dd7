import { runsText } from '../runs.js';
import type { ScatterTable, TableEntry } from './scatter-table.js';

/** What is worth knowing of a table, taken alone. */
export function tableNotes({ entries, lost, trailing }: ScatterTable): readonly string[] {
  const used = usedEntries(entries);
  const notes: string[] = [];
  if (lost.length > 0) notes.push(`entries ${runsText(lost)} are lost: rows of the dump are missing`);
  for (const { index, address, length } of used) {
    if (Number(address) === 0 && length === 0)
      notes.push(`entry ${String(index)} is null inside the used part (error 0x02 if it is reached)`);
  }
  for (const { index, address, extension, length } of used) {
    if (extension)
      notes.push(
        `entry ${String(index)} links to a table at ${address} of ${String(length)} bytes, which is not in this dump`,
      );
  }
  const split = lost.length > 0 ? undefined : evenSplit(used);
  if (split !== undefined) notes.push(splitText(used, split));
  const unused = entries.length - used.length;
  if (unused > 0) {
    notes.push(
      `${unused === 1 ? 'the last entry is' : `the last ${String(unused)} entries are`} zero: padding to a multiple of four`,
    );
  }
  if (used.length > 0 && !used.some(({ final }) => final)) notes.push('no entry is final (F)');
  if (trailing.length > 0) notes.push(`${String(trailing.length)} words at the end are not a whole entry (trailing)`);
  return notes;
}

/** All up to the last one that is not zero. */
export function usedEntries(entries: readonly TableEntry[]): readonly TableEntry[] {
  const last = entries.findLastIndex(({ address, length, final }) => Number(address) !== 0 || length > 0 || final);
  return entries.slice(0, last + 1);
}

/** Bytes of all entries together. */
export function bytesOf(entries: readonly TableEntry[]): number {
  return entries.reduce((sum, { length }) => sum + length, 0);
}

/**
 * Where an input list ends and an output list of as many bytes begins: the driver puts both into one allocation
 * (caamalg.c, skcipher_edesc_alloc). undefined where there is no such place, or more than one.
 */
function evenSplit(used: readonly TableEntry[]): number | undefined {
  const total = bytesOf(used);
  const places: number[] = [];
  let before = 0;
  for (const [place, { length }] of used.entries()) {
    if (place > 0 && total > 0 && 2 * before === total) places.push(place);
    before += length;
  }
  return places.length === 1 ? places[0] : undefined;
}

function splitText(used: readonly TableEntry[], split: number): string {
  const [input, output] = [used.slice(0, split), used.slice(split)];
  const bytes = String(bytesOf(input));
  const end = input.some(({ final }) => final)
    ? ''
    : '; the input list has no final entry, as the driver leaves it: the sequence length bounds it';
  const [first, last] = [input[0], output.at(-1)];
  const shared = first?.address === last?.address ? `; the last output entry is the first input entry (the IV)` : '';
  return (
    `perhaps an input list of ${bytes} bytes in ${rangeText(input)} and an output list of ${bytes} bytes in ` +
    `${rangeText(output)}${end}${shared}`
  );
}

export function rangeText(entries: readonly TableEntry[]): string {
  const [first, last] = [entries[0]?.index ?? 0, entries.at(-1)?.index ?? 0];
  return first === last ? `entry ${String(first)}` : `entries ${String(first)}-${String(last)}`;
}
