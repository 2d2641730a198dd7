import { dumpKindOfLine } from '../caam/dump/dump-label.js';
import type { LogAlarm, LogScan } from '../scan/scan-log.js';
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

function alarmJson({ group, lineNumber, lastLineNumber, record }: LogAlarm, showKeys: boolean): object {
  const { kind, text, count, report, firstMicroseconds, lastMicroseconds } = group;
  return {
    kind,
    line: text,
    count,
    lineNumber,
    lastLineNumber,
    firstMicroseconds,
    lastMicroseconds,
    report: report.filter((line) => showKeys || dumpKindOfLine(line) === undefined),
    caam: record === undefined ? null : recordJson(record.line, record.record),
  };
}
