import type { CaamObject, DescriptorObject } from './caam-object.js';
import {
  canEndWith,
  commandAtIndex,
  commandOfStatus,
  type CommandAtIndex,
  type DescriptorPair,
} from '../descriptor/command-at-index.js';
import { sharedOfJob } from './cross-checks.js';
import { sequenceBalances, type SequenceBalance } from '../descriptor/sequence-balance.js';
import type { Status } from '../status/status-word.js';

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

/** Where a log shows the descriptors that a line of it may be about. */
export type LoggedPlace =
  /** The last job before the line: the driver dumps when it submits. */
  | 'job before'
  /** The first job after it: somebody dumps when it is completed. */
  | 'job behind'
  /** No job, but the last shared descriptor before the line. */
  | 'shared before';

export interface LoggedPair extends DescriptorPair {
  readonly place: LoggedPlace;
}

/**
 * The descriptors that a log shows around one of its lines: a job and the shared descriptor that fits it. The ring runs
 * several jobs at once, so that they may not be those that failed.
 */
export function pairNear(objects: readonly CaamObject[], line: number): LoggedPair | undefined {
  const whole = objects.filter((object): object is DescriptorObject => object.kind !== 'sgt' && isWhole(object));
  const [before, behind] = [whole.filter((object) => object.line < line), whole.filter((object) => object.line > line)];
  const earlier = before.findLast(({ kind }) => kind === 'job');
  const job = earlier ?? behind.find(({ kind }) => kind === 'job');
  if (job !== undefined) {
    const shared = sharedOfJob(job, whole);
    const place = earlier === undefined ? 'job behind' : 'job before';
    return { job: job.disassembly, ...(shared === undefined ? {} : { shared: shared.disassembly }), place };
  }
  const shared = before.findLast(({ kind }) => kind === 'shared');
  return shared === undefined ? undefined : { shared: shared.disassembly, place: 'shared before' };
}

/** Not cut off: rows of a log get lost. */
function isWhole({ disassembly: { instructions, words } }: DescriptorObject): boolean {
  const [header] = instructions;
  const isHeader = header?.op === 'JOB_HEADER' || header?.op === 'SHARED_HEADER';
  return isHeader && header.descLength === words.length;
}
