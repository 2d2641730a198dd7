import type { CaamObject, DescriptorObject, TableObject } from './caam-object.js';
import type { SeqInPtrCommand, SeqOutPtrCommand } from '../descriptor/command/sequence-pointer.js';
import type { TableEntry } from '../table/scatter-table.js';
import { bytesOf, rangeText, usedEntries } from '../table/table-checks.js';

const ENTRY_BYTES = 16;

/** The objects of one text, with what they say about each other added to the notes of the jobs. */
export function crossChecked(objects: readonly CaamObject[]): readonly CaamObject[] {
  return objects.map((object, index) => {
    if (object.kind !== 'job') return object;
    const before = objects.slice(0, index);
    const notes = [...sharedNotes(object, objects), ...tableNotes(object, before)];
    return notes.length === 0 ? object : { ...object, notes: [...object.notes, ...notes] };
  });
}

/** The shared descriptor of a job, of those in the same text: the last before it, or the first after it, that fits. */
export function sharedOfJob(job: DescriptorObject, objects: readonly CaamObject[]): DescriptorObject | undefined {
  const [header] = job.disassembly.instructions;
  if (header?.op !== 'JOB_HEADER' || !header.hasShared) return undefined;
  const fits = (object: CaamObject): object is DescriptorObject =>
    object.kind === 'shared' && object.disassembly.words.length === header.sharedDescLength;
  const at = objects.indexOf(job);
  return objects.slice(0, Math.max(0, at)).findLast(fits) ?? objects.find(fits);
}

function sharedNotes(job: DescriptorObject, objects: readonly CaamObject[]): readonly string[] {
  const [header] = job.disassembly.instructions;
  const shared = objects.filter((object): object is DescriptorObject => object.kind === 'shared');
  if (header?.op !== 'JOB_HEADER' || !header.hasShared || shared.length === 0) return [];
  const length = String(header.sharedDescLength);
  const found = sharedOfJob(job, objects);
  if (found !== undefined) return [`its shared descriptor of ${length} words may be ${nameOf(found)}`];
  const lengths = shared.map((object) => String(object.disassembly.words.length)).join(', ');
  return [
    `no shared descriptor here has the ${length} words its header tells, but ${lengths}: a different one's, or stale memory`,
  ];
}

/** Whether the tables that the sequence pointers name cover the sequences. */
function tableNotes(job: DescriptorObject, before: readonly CaamObject[]): readonly string[] {
  const previousJob = before.findLastIndex(({ kind }) => kind === 'job');
  const table = before.slice(previousJob + 1).findLast((object): object is TableObject => object.kind === 'sgt');
  if (table === undefined) return [];
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
  const count = list.findIndex((_, index) => bytesOf(list.slice(0, index + 1)) >= length);
  return count < 0 ? list : list.slice(0, count + 1);
}

function nameOf({ label, line }: DescriptorObject): string {
  return label ?? (line === 0 ? 'the one before' : `the one of line ${String(line)}`);
}
