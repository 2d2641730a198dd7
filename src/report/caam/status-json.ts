import type { LocatedRecord } from '../../caam/status/decode-log.js';
import type { LogRecord } from '../../caam/status/log-line.js';
import { hasIndex, type Status } from '../../caam/status/status-word.js';
import { wordText } from '../../caam/word.js';
import { recordMeaning } from './status-text.js';

/** What `decode --json` prints. */
export function recordsJson(records: readonly LocatedRecord[]): object {
  return { lines: records.map(({ line, record }) => recordJson(line, record)) };
}

/** A record and its line. */
export function recordJson(line: string, record: LogRecord): object {
  const { status, printedIndex } = record.kind === 'status' ? record : { status: null, printedIndex: null };
  const comparable = status !== null && printedIndex !== null && hasIndex(status);
  return {
    line,
    status: status === null ? null : statusJson(status),
    printedIndex,
    indexMatchesStatus: comparable ? printedIndex === status.descIndex : null,
    meaning: recordMeaning(record),
  };
}

function statusJson({ value, source, sourceName, jump, descIndex, code }: Status): object {
  const codes = code.kind === 'ccb' ? { chaId: code.chaId, errId: code.errId } : { errCode: code.errCode };
  return { value: wordText(value), source, sourceName, jump, descIndex, ...codes };
}
