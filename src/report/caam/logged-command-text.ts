import { failingCommand, type FailingCommand } from '../../caam/dump/failing-command.js';
import type { LoggedPairs, LoggedPlace } from '../../caam/dump/logged-pairs.js';
import type { LogRecord } from '../../caam/status/log-line.js';
import { hasIndex } from '../../caam/status/status-word.js';
import { failingCommandRows, markedListings } from './failing-command-text.js';
import { row } from './status-text.js';

const PLACES: Readonly<Record<LoggedPlace, string>> = {
  'job before': 'the last job dumped before this line, which may not be the one that failed',
  'job behind': 'the first job dumped after this line, which may not be the one that failed',
  'shared before': 'the last shared descriptor dumped before this line, which may not be the one that failed',
};

/**
 * Which command of the descriptors in the same log a status is about. They may be others, so they are listed only if the
 * command fits, or the status came late.
 *
 * @param lineNumber of the status, counted like the objects' lines
 */
export function loggedCommandRows(
  record: LogRecord,
  lineNumber: number,
  pairs: LoggedPairs,
  showKeys: boolean,
): readonly string[] {
  if (record.kind !== 'status' || record.status === null || !hasIndex(record.status)) return [];
  const pair = pairs.near(lineNumber);
  if (pair === undefined) return [];
  const failing = failingCommand(record.status, record.printedIndex, pair);
  return [
    row('from', PLACES[pair.place]),
    ...failingCommandRows(failing, pair, record.printedIndex),
    ...(isTelling(failing) ? markedListings(failing, pair, showKeys) : []),
  ];
}

function isTelling({ at, fits }: FailingCommand): boolean {
  return at.kind === 'out of range' || (at.kind === 'command' && fits);
}
