import { explainStatus, statusTitle } from './explain-status.js';
import { decodeLogLine } from './log-line.js';
import type { StatusRecord } from './status-record.js';
import { wordText } from '../word.js';

/**
 * What a line of the kernel log says of an error of the CAAM. For a status word: source, index and code with their
 * meaning; what usually causes it; and where the printed text contradicts the number. Empty for any other line.
 */
export function lineInWords(line: string): readonly string[] {
  const record = decodeLogLine(line);
  switch (record?.kind) {
    case 'status':
      return statusInWords(record);
    case 'ring': {
      const { value, ringIndex, meaning } = record.interrupt;
      return [`${wordText(value)} is the interrupt status of a job ring, entry ${String(ringIndex)}: ${meaning}`];
    }
    case 'symptom':
      return [record.meaning];
    case 'device':
    case 'queues':
    case undefined:
      return [];
  }
}

function statusInWords({ status, sourceName, mismatches, remark }: StatusRecord): readonly string[] {
  // Its text is in the line; old kernels leave out the word for some sources.
  if (status === null) return [`${sourceName}, without its status word`];
  const { meaning, cause } = explainStatus(status);
  return [
    `${wordText(status.value)} is ${statusTitle(status)}: ${meaning}`,
    ...(cause === undefined ? [] : [`usually: ${cause}`]),
    ...(remark === undefined ? [] : [remark]),
    ...mismatches,
  ];
}
