import type { CaamObject, DescriptorObject } from './caam-object.js';
import {
  canEndWith,
  commandAtIndex,
  commandOfStatus,
  type CommandAtIndex,
  type DescriptorPair,
} from './command-at-index.js';
import { sharedOfJob } from './cross-checks.js';
import { sequenceBalances, type SequenceBalance } from './sequence-balance.js';
import type { Status } from './status-word.js';

/** Which command a status is about, with what speaks for and against it. */
export interface FailingCommand {
  readonly at: CommandAtIndex;
  /** What stands at the index that the line prints, where it is another one. */
  readonly printedAt: CommandAtIndex | undefined;
  /** false: a command of this kind does not end with this code, so this is hardly the descriptor that failed. */
  readonly fits: boolean;
  /** For an error of the sequences: what they were given, and what is taken from them. */
  readonly balances: readonly SequenceBalance[];
}

const SEQUENCE_ERROR = 0x10;

/** Finds the command of a status in the descriptors that ran, or are thought to have run. */
export function failingCommand(status: Status, printedIndex: number | null, pair: DescriptorPair): FailingCommand {
  const at = commandOfStatus(status, pair);
  const isOther = printedIndex !== null && printedIndex !== status.descIndex && at.kind !== 'no index';
  return {
    at,
    printedAt: isOther ? commandAtIndex(printedIndex, pair) : undefined,
    fits: at.kind !== 'command' || canEndWith(status, at.instruction),
    balances: status.code.kind === 'deco' && status.code.errCode === SEQUENCE_ERROR ? sequenceBalances(pair) : [],
  };
}

/**
 * The descriptors that a log shows before one of its lines: the last job and the shared descriptor that fits it. The
 * ring runs several jobs at once, so that it may not be the one that failed.
 */
export function pairBefore(objects: readonly CaamObject[], line: number): DescriptorPair {
  const before = objects.filter((object) => object.line < line);
  const job = before.findLast((object): object is DescriptorObject => object.kind === 'job' && isWhole(object));
  if (job === undefined) return {};
  const shared = sharedOfJob(job, before);
  return { job: job.disassembly, ...(shared === undefined ? {} : { shared: shared.disassembly }) };
}

/** Not cut off: rows of a log get lost. */
function isWhole({ disassembly: { instructions, words } }: DescriptorObject): boolean {
  const [header] = instructions;
  return header?.op === 'JOB_HEADER' && header.descLength === words.length;
}
