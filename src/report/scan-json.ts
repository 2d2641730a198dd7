import { shownReport, type LogAlarm, type LogScan } from '../scan/scan-log.js';
import { recordJson } from './caam/status-json.js';

/** A log, and what was found in it; the reason where it is no kernel log. */
export type ScannedLog =
  | { readonly kind: 'scanned'; readonly name: string; readonly scan: LogScan }
  | { readonly kind: 'no kernel log'; readonly name: string; readonly reason: string };

/** What `scan --json` prints. */
export function scanJson(logs: readonly ScannedLog[], exitCode: number, showKeys: boolean): object {
  return { format: 'afalg-stress/scan', version: 1, exitCode, logs: logs.map((log) => logJson(log, showKeys)) };
}

function logJson(log: ScannedLog, showKeys: boolean): object {
  if (log.kind === 'no kernel log') return { name: log.name, reason: log.reason };
  const { lines, alarms, ungrouped, boot } = log.scan;
  return { name: log.name, lines, findings: alarms.map((alarm) => alarmJson(alarm, showKeys)), ungrouped, caam: boot };
}

function alarmJson(alarm: LogAlarm, showKeys: boolean): object {
  const { group, lineNumber, lastLineNumber, record } = alarm;
  const { kind, text, count, firstMicroseconds, lastMicroseconds } = group;
  return {
    kind,
    line: text,
    count,
    lineNumber,
    lastLineNumber,
    firstMicroseconds,
    lastMicroseconds,
    report: shownReport(alarm, showKeys),
    caam: record === undefined ? null : recordJson(record.line, record.record),
  };
}
