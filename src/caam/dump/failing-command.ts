import {
  canEndWith,
  commandAtIndex,
  commandOfStatus,
  type CommandAtIndex,
  type DescriptorPair,
} from '../descriptor/command-at-index.js';
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
