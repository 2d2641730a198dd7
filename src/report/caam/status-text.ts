import type { LocatedRecord } from '../../caam/status/decode-log.js';
import { explainStatus, statusTitle } from '../../caam/status/explain-status.js';
import type { LogRecord } from '../../caam/status/log-line.js';
import type { RingInterrupt } from '../../caam/status/ring-interrupt.js';
import type { StatusRecord } from '../../caam/status/status-record.js';
import type { Status } from '../../caam/status/status-word.js';
import { wordText } from '../../caam/word.js';

/** A mail may have lost its line breaks. */
const SHOWN_COLUMNS = 160;

/** A record of a log, for people. The line it was found in is shown where there is a log. */
export function recordText({ lineNumber, line, record }: LocatedRecord, isFromLog: boolean): readonly string[] {
  return [
    recordTitle(record),
    ...(isFromLog ? [row('line', `${String(lineNumber)}: ${excerpt(line)}`)] : []),
    ...recordRows(record),
  ];
}

/** A line of a log as far as it helps to find it again. */
function excerpt(line: string): string {
  const text = line.trim();
  return text.length <= SHOWN_COLUMNS ? text : `${text.slice(0, SHOWN_COLUMNS - 3)}...`;
}

/** A row under a title. */
export function row(name: string, text: string): string {
  return `  ${name.padEnd(8)} ${text}`;
}

/** What a record means, in one line. */
export function recordMeaning(record: LogRecord): string {
  switch (record.kind) {
    case 'status':
      return record.status === null
        ? `${record.sourceName}${record.printedText === '' ? '' : `: ${record.printedText}`} (the status word itself is not in the line)`
        : explainStatus(record.status).meaning;
    case 'ring':
      return record.interrupt.meaning;
    case 'device':
      return record.era === null
        ? 'the CAAM, of an era that the device tree does not give'
        : `the CAAM is of era ${String(record.era)}`;
    case 'queues':
      return `${String(record.jobRings)} job ${record.jobRings === 1 ? 'ring' : 'rings'}, ${record.queueInterface ? 'a' : 'no'} queue interface`;
    case 'symptom':
      return record.meaning;
  }
}

function recordTitle(record: LogRecord): string {
  switch (record.kind) {
    case 'status':
      return record.status === null
        ? `no number  ${record.sourceName}`
        : `${wordText(record.status.value)}  ${statusTitle(record.status)}`;
    case 'ring':
      return `${wordText(record.interrupt.value)}  job ring interrupt status, type ${String(record.interrupt.type)}`;
    case 'device':
      return `${record.deviceId}  device ID`;
    case 'queues':
      return 'job rings';
    case 'symptom':
      return 'symptom';
  }
}

function recordRows(record: LogRecord): readonly string[] {
  const meaning = row('meaning', recordMeaning(record));
  switch (record.kind) {
    case 'status':
      return record.status === null ? [meaning] : [meaning, ...statusRows(record.status, record)];
    case 'ring':
      return [meaning, row('state', ringText(record.interrupt))];
    case 'device':
    case 'queues':
    case 'symptom':
      return [meaning];
  }
}

function statusRows(status: Status, { mismatches, remark }: StatusRecord): readonly string[] {
  const { cause, errno } = explainStatus(status);
  return [
    ...(cause === undefined ? [] : [row('usually', cause)]),
    ...(errno === undefined ? [] : [row('errno', `${errno} from the driver`)]),
    ...(status.jump ? [row('jump', 'the index belongs to a descriptor that was reached by a jump')] : []),
    ...(remark === undefined ? [] : [row('read', remark)]),
    ...mismatches.map((mismatch) => row('but', `${mismatch}; trusting the number`)),
  ];
}

function ringText({ ringIndex, halt, error, jobDone }: RingInterrupt): string {
  return [
    `ring entry ${String(ringIndex)}`,
    ...(error ? ['error'] : []),
    ...(jobDone ? ['job done'] : []),
    ...(halt === 'no' ? [] : [`halt ${halt}`]),
  ].join(', ');
}
