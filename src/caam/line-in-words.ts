import { explainStatus, statusTitle } from './explain-status.js';
import { decodeLogLine } from './log-line.js';
import { wordText } from './word.js';

/**
 * What a status word in a line of the kernel log says: source, index and code with their meaning; what usually causes
 * it; and where the printed text contradicts the number. Empty for a line without one.
 */
export function lineInWords(line: string): readonly string[] {
  const record = decodeLogLine(line);
  if (record?.kind !== 'status' || record.status === null) return [];
  const { meaning, cause } = explainStatus(record.status);
  return [
    `${wordText(record.status.value)} is ${statusTitle(record.status)}: ${meaning}`,
    ...(cause === undefined ? [] : [`usually: ${cause}`]),
    ...record.mismatches,
  ];
}
