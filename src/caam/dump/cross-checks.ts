import type { CaamObject, DescriptorObject, TableObject } from './caam-object.js';
import type { SeqInPtrCommand, SeqOutPtrCommand } from '../descriptor/command/sequence-pointer.js';
import type { TableEntry } from '../table/scatter-table.js';
import { bytesOf, rangeText, usedEntries } from '../table/table-checks.js';

const ENTRY_BYTES = 16;

/** The objects of one text, with what they say about each other added to the notes of the jobs. */
export function crossChecked(objects: readonly CaamObject[]): readonly CaamObject[] {
  const shared = sharedOfJobs(objects);
  const lengths = [...new Set(objects.flatMap((object) => (object.kind === 'shared' ? [wordsOf(object)] : [])))];
  let table: TableObject | undefined;
  return objects.map((object) => {
    if (object.kind === 'sgt') table = object;
    if (object.kind !== 'job') return object;
    const notes = [...sharedNotes(object, shared.get(object), lengths), ...tableNotes(object, table)];
    table = undefined;
    return notes.length === 0 ? object : { ...object, notes: [...object.notes, ...notes] };
  });
}

/**
 * The shared descriptors of jobs, of those in the same text: the last before the job, or the first after it, that has the
 * length which the job's header tells.
 */
export function sharedOfJobs(objects: readonly CaamObject[]): ReadonlyMap<CaamObject, DescriptorObject> {
  const found = new Map<CaamObject, DescriptorObject>();
  const before = new Map<number, DescriptorObject>();
  for (const object of objects) {
    if (object.kind === 'shared') before.set(wordsOf(object), object);
    const shared = before.get(toldLength(object));
    if (shared !== undefined) found.set(object, shared);
  }
  const behind = new Map<number, DescriptorObject>();
  for (const object of objects.toReversed()) {
    if (object.kind === 'shared') behind.set(wordsOf(object), object);
    const shared = behind.get(toldLength(object));
    if (shared !== undefined && !found.has(object)) found.set(object, shared);
  }
  return found;
}

/** Words of its shared descriptor, as a job says; NaN for one without. */
function toldLength(object: CaamObject): number {
  const header = object.kind === 'job' ? object.disassembly.instructions[0] : undefined;
  return header?.op === 'JOB_HEADER' && header.hasShared ? (header.sharedDescLength ?? NaN) : NaN;
}

function wordsOf({ disassembly }: DescriptorObject): number {
  return disassembly.words.length;
}

function sharedNotes(
  job: DescriptorObject,
  found: DescriptorObject | undefined,
  lengths: readonly number[],
): readonly string[] {
  const length = toldLength(job);
  if (Number.isNaN(length) || lengths.length === 0) return [];
  if (found !== undefined) return [`its shared descriptor of ${String(length)} words may be ${nameOf(found)}`];
  return [
    `no shared descriptor here has the ${String(length)} words its header tells, but ${lengths.join(', ')}: a different one's, or stale memory`,
  ];
}

/** Whether the tables that the sequence pointers name cover the sequences. */
function tableNotes(job: DescriptorObject, table: TableObject | undefined): readonly string[] {
  if (table === undefined || !table.isSound || table.table.lost.length > 0) return [];
  const { instructions } = job.disassembly;
  const input = instructions.find((instruction): instruction is SeqInPtrCommand => instruction.op === 'SEQ_IN_PTR');
  const output = instructions.find((instruction): instruction is SeqOutPtrCommand => instruction.op === 'SEQ_OUT_PTR');
  const base = [input, output].find((command) => command?.sgf === true)?.pointer;
  if (base === undefined) return [];
  return [input, output].flatMap((command) => sequenceNotes(command, base, table));
}

function sequenceNotes(
  command: SeqInPtrCommand | SeqOutPtrCommand | undefined,
  base: string,
  { table, label }: TableObject,
): readonly string[] {
  const length = command?.length;
  if (command?.sgf !== true || command.pointer === undefined || length === undefined) return [];
  const distance = BigInt(command.pointer) - BigInt(base);
  const start = Number(distance) / ENTRY_BYTES;
  const name = command.op === 'SEQ_IN_PTR' ? 'input' : 'output';
  const used = usedEntries(table.entries);
  if (!Number.isInteger(start) || start < 0 || start >= used.length) return [];
  const list = used.slice(start);
  const covering = coveringEntries(list, length);
  const where = `${name} sequence of ${String(length)} bytes: ${rangeText(covering)} of ${label ?? 'the table'}`;
  const final = covering.findIndex((entry) => entry.final);
  const isNull = covering.some((entry) => Number(entry.address) === 0);
  if (isNull) return [`${where} hold a null entry (expect error 0x02)`];
  if (final >= 0 && bytesOf(covering.slice(0, final + 1)) < length) {
    return [`${where} end early: entry ${String(covering[final]?.index)} is final (expect error 0x01)`];
  }
  if (bytesOf(covering) < length) {
    return [`${where} hold only ${String(bytesOf(covering))} bytes (expect error 0x01)`];
  }
  return [`${where} cover it${final < 0 ? ', without a final entry, which the length bounds' : ''}`];
}

/** The entries that a sequence of this many bytes reads, from the first on. */
function coveringEntries(list: readonly TableEntry[], length: number): readonly TableEntry[] {
  let bytes = 0;
  const count = list.findIndex((entry) => (bytes += entry.length) >= length);
  return count < 0 ? list : list.slice(0, count + 1);
}

function nameOf({ label, line }: DescriptorObject): string {
  return label ?? (line === 0 ? 'the one before' : `the one of line ${String(line)}`);
}
