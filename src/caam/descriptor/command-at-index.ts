import type { Gap, Instruction } from './command.js';
import type { Disassembly } from './disassemble.js';
import { hasIndex, type Status } from '../status/status-word.js';

/** The descriptors that a status may be about. */
export interface DescriptorPair {
  readonly job?: Disassembly;
  readonly shared?: Disassembly;
}

export type DescriptorPlace = 'job' | 'shared';

/** What stands at an index of the descriptor buffer. */
export type CommandAtIndex =
  /** A command begins there. */
  | {
      readonly kind: 'command';
      readonly place: DescriptorPlace;
      readonly word: number;
      readonly instruction: Instruction;
    }
  /** It is a later word of a command: a pointer, a length, data. */
  | {
      readonly kind: 'inside';
      readonly place: DescriptorPlace;
      readonly word: number;
      readonly instruction: Instruction;
    }
  /** It is not in the dump of a descriptor that was given, or behind such words, where commands are unknown. */
  | { readonly kind: 'lost'; readonly place: DescriptorPlace; readonly word: number; readonly reason: Gap['reason'] }
  /** It is in a descriptor that was not given. */
  | { readonly kind: 'not given'; readonly place: DescriptorPlace; readonly word: number }
  /** Behind the last word of both. */
  | { readonly kind: 'out of range'; readonly words: number }
  /** It is an index of a descriptor that was reached by a jump. */
  | { readonly kind: 'jump target' }
  /** A status of this source has none. */
  | { readonly kind: 'no index' };

/** Which command a status is about. */
export function commandOfStatus(status: Status, pair: DescriptorPair): CommandAtIndex {
  if (!hasIndex(status)) return { kind: 'no index' };
  return status.jump ? { kind: 'jump target' } : commandAtIndex(status.descIndex, pair);
}

/**
 * The index counts words of the descriptor buffer, where the shared descriptor stands first and the job right after
 * it, whichever runs first.
 */
export function commandAtIndex(index: number, { job, shared }: DescriptorPair): CommandAtIndex {
  const header = job?.instructions[0];
  const told = header?.op === 'JOB_HEADER' && header.hasShared ? (header.sharedDescLength ?? 0) : 0;
  const sharedWords = shared === undefined ? told : lengthOf(shared);
  if (index < sharedWords) return inDescriptor('shared', index, shared);
  const word = index - sharedWords;
  if (job !== undefined && word >= lengthOf(job)) return { kind: 'out of range', words: sharedWords + lengthOf(job) };
  return inDescriptor('job', word, job);
}

function inDescriptor(place: DescriptorPlace, word: number, descriptor: Disassembly | undefined): CommandAtIndex {
  const instruction = descriptor?.instructions.find(({ index, size }) => index <= word && word < index + size);
  if (descriptor === undefined || instruction === undefined) return { kind: 'not given', place, word };
  if (!hasHeader(descriptor)) return { kind: 'lost', place, word, reason: 'unknown' };
  if (instruction.op === 'GAP') return { kind: 'lost', place, word, reason: instruction.reason };
  const begins = instruction.index === word && instruction.op !== 'PDB';
  return { kind: begins ? 'command' : 'inside', place, word, instruction };
}

function hasHeader({ instructions: [first] }: Disassembly): boolean {
  return first?.op === 'JOB_HEADER' || first?.op === 'SHARED_HEADER';
}

/** Whether words of a descriptor are missing, so that an index may mean another command than it seems to. */
export function isCut(descriptor: Disassembly): boolean {
  return lengthOf(descriptor) > descriptor.words.length || descriptor.roles.includes('lost');
}

/** DESCLEN, even where the dump is cut off. */
function lengthOf({ instructions, words }: Disassembly): number {
  const [header] = instructions;
  return header?.op === 'JOB_HEADER' || header?.op === 'SHARED_HEADER' ? header.descLength : words.length;
}

/** Commands that can end with a DECO code; codes that any command can end with are not here. */
const FITTING: Readonly<Record<number, readonly Instruction['op'][]>> = {
  0x06: ['KEY', 'SEQ_KEY'],
  0x07: ['LOAD', 'SEQ_LOAD'],
  0x08: ['STORE', 'SEQ_STORE'],
  0x09: ['OPERATION'],
  0x0a: ['FIFO_LOAD', 'SEQ_FIFO_LOAD'],
  0x0b: ['FIFO_STORE', 'SEQ_FIFO_STORE'],
  0x0c: ['MOVE', 'MOVE_LEN', 'MOVEB', 'MOVEDW'],
  0x0d: ['JUMP'],
  0x0e: ['MATH', 'MATHI'],
  0x0f: ['SIGNATURE'],
  0x10: [
    'SEQ_KEY',
    'SEQ_LOAD',
    'SEQ_STORE',
    'SEQ_FIFO_LOAD',
    'SEQ_FIFO_STORE',
    'SEQ_IN_PTR',
    'SEQ_OUT_PTR',
    'OPERATION',
  ],
  0x12: ['SHARED_HEADER'],
  0x13: ['JOB_HEADER', 'SHARED_HEADER'],
  0x82: ['OPERATION'],
  0x86: ['OPERATION'],
};

/** Whether a command can end with this status: false is a sign of a descriptor that is not the one that failed. */
export function canEndWith({ code }: Status, { op }: Instruction): boolean {
  const fitting = code.kind === 'deco' ? FITTING[code.errCode] : undefined;
  return fitting?.includes(op) ?? true;
}
