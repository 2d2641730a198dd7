import type { LocatedRecord } from '../../caam/status/decode-log.js';
import { recordText, row } from './status-text.js';

/** Lines of a log that say the same. */
interface RecordGroup {
  readonly first: LocatedRecord;
  /** What is said beside the record. */
  readonly rows: readonly string[];
  count: number;
  lastLine: number;
}

/**
 * The records of a log for people, a block each: what is said again is said once, with its count. An engine that fails
 * says the same thousands of times.
 *
 * @param rowsOf what is known beside a record, of the descriptors around its line
 */
export function groupedRecordTexts(
  records: readonly LocatedRecord[],
  rowsOf: (located: LocatedRecord) => readonly string[],
): readonly (readonly string[])[] {
  const groups = new Map<string, RecordGroup>();
  for (const located of records) {
    const rows = rowsOf(located);
    const key = JSON.stringify([located.record, rows]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: located, rows, count: 1, lastLine: located.lineNumber });
    else {
      group.count += 1;
      group.lastLine = located.lineNumber;
    }
  }
  return [...groups.values()].map(({ first, rows, count, lastLine }) => [
    ...recordText(first, true),
    ...(count === 1
      ? []
      : [row('again', `in ${String(count - 1)} further lines, the last of which is ${String(lastLine)}`)]),
    ...rows,
  ]);
}
