import { findObjectsInLog } from '../caam/dump/find-objects.js';
import type { ObjectChoice } from '../caam/dump/caam-object.js';
import { LoggedPairs } from '../caam/dump/logged-pairs.js';
import type { LocatedRecord } from '../caam/status/decode-log.js';
import { shownReport, type LogAlarm, type LogScan } from '../scan/scan-log.js';
import { caamBootRows } from './caam/boot-text.js';
import { loggedCommandRows } from './caam/logged-command-text.js';
import { recordText } from './caam/status-text.js';
import { table } from './table.js';

/** Lines of a report that help at first sight; the rest is in the log. */
const SHOWN_REPORT_LINES = 40;

export interface ScanTextOptions {
  readonly choice: ObjectChoice;
  readonly showKeys: boolean;
}

/**
 * A scanned log for people: what would be findings of a run, each with its report and what it says of the CAAM, and how
 * the CAAM came up.
 *
 * @param name of the log
 */
export function scanText(name: string, lines: readonly string[], scan: LogScan, options: ScanTextOptions): string {
  const objects = findObjectsInLog(lines, options.choice);
  const pairs = new LoggedPairs(objects);
  const alarms = scan.alarms.map((alarm, index) => alarmRows(index + 1, alarm, pairs, options.showKeys));
  const blocks = [
    ...alarms,
    ...(scan.boot === null ? [] : [caamBootRows(scan.boot)]),
    [
      ...verdictRows(name, scan),
      ...(objects.length === 0
        ? []
        : [
            `${countOf(objects.length, 'descriptor or scatter table', 'descriptors and scatter tables')} dumped in it: disasm lists them`,
          ]),
    ],
  ];
  return blocks.map((rows) => `${rows.join('\n')}\n`).join('\n');
}

function alarmRows(number: number, alarm: LogAlarm, pairs: LoggedPairs, showKeys: boolean): readonly string[] {
  const { group, record } = alarm;
  const report = shownReport(alarm, showKeys);
  const more = report.length - SHOWN_REPORT_LINES;
  const decoded =
    record === undefined
      ? []
      : [...meaningRows(record), ...loggedCommandRows(record.record, record.lineNumber, pairs, showKeys)];
  // The message of a warning stands somewhere in its report, all other texts in its first line.
  const text = report[0]?.endsWith(group.text) === true ? '' : `: ${group.text}`;
  return [
    `${String(number)}  ${group.kind}${group.count === 1 ? '' : `, ${String(group.count)} times`}, ${placeText(alarm)}${text}`,
    ...report.slice(0, SHOWN_REPORT_LINES).map((line) => `     ${line}`),
    ...(more > 0 ? [`     ... and ${countOf(more, 'more line', 'more lines')} of this report`] : []),
    ...decoded.map((row) => `     ${row}`),
  ];
}

/** A symptom has no title of its own. */
function meaningRows(located: LocatedRecord): readonly string[] {
  const rows = recordText(located, false);
  return located.record.kind === 'symptom' ? rows.slice(1) : rows;
}

function placeText({ lineNumber, lastLineNumber, group }: LogAlarm): string {
  return group.count === 1 ? `line ${String(lineNumber)}` : `lines ${String(lineNumber)} to ${String(lastLineNumber)}`;
}

function verdictRows(name: string, { alarms, ungrouped, lines }: LogScan): readonly string[] {
  const judged = `${name}: ${countOf(lines, 'line', 'lines')}`;
  if (alarms.length === 0) return [`${judged}, nothing that would be a finding`];
  const kinds = new Map<string, { texts: number; times: number }>();
  for (const { group } of alarms) {
    const of = kinds.get(group.kind) ?? { texts: 0, times: 0 };
    kinds.set(group.kind, { texts: of.texts + 1, times: of.times + group.count });
  }
  const rows = [...kinds].map(([kind, { texts, times }]) => [
    `  ${kind}`,
    String(texts),
    texts === times ? '' : `${String(times)} lines`,
  ]);
  return [
    `${judged}, ${countOf(alarms.length, 'would be a finding', 'would be findings')}`,
    ...table(rows, new Set([1])),
    ...(ungrouped === 0 ? [] : [`  and ${countOf(ungrouped, 'line', 'lines')} of too many different texts to list`]),
  ];
}

function countOf(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
