import { formatDuration } from '../plan/duration.js';
import type { FailedOperation, Finding, Mismatch } from './finding.js';

/** What happened, in one sentence. */
export function findingText(finding: Finding): string {
  switch (finding.verdict) {
    case 'wrong':
      return `${operationText(finding.at)}: ${mismatchText(finding.mismatch, finding.at.length)}`;
    case 'overrun':
      return (
        `${operationText(finding.at)}: bytes outside the buffer changed, ` +
        `${String(finding.bytesBefore)} before it and ${String(finding.bytesAfter)} after it` +
        (finding.mismatch === null ? '' : `; ${mismatchText(finding.mismatch, finding.at.length)}`)
      );
    case 'length':
      return (
        `${operationText(finding.at)}: ${finding.syscall} returned ${lengthText(finding.returned)} ` +
        `for ${String(finding.at.length)} bytes`
      );
    case 'refused':
      return 'at' in finding
        ? `${operationText(finding.at)}: ${finding.failure.syscall} failed with ${finding.failure.code}`
        : `worker ${String(finding.worker)}, burst ${String(finding.burst)}: ` +
            `${finding.failure.syscall} failed with ${finding.failure.code} after it had worked before`;
    case 'broken':
      return `${operationText(finding.at)}: the expected bytes in memory changed during the burst, the kernel's answer may be right`;
    case 'hung':
      return hungText(finding.afterMilliseconds, finding.operations, finding.threads);
  }
}

/** The key of the operation a finding is about; '' when it is about none or several. */
export function findingKey(finding: Finding): string {
  if ('at' in finding) return finding.at.key;
  return finding.verdict === 'hung' ? (finding.operations[0] ?? '') : '';
}

function operationText(at: FailedOperation): string {
  return `${at.direction} of ${String(at.length)} bytes`;
}

function mismatchText(mismatch: Mismatch | null, length: number): string {
  if (mismatch === null) return 'the right bytes arrived only after the system call had returned';
  const { firstByte, lastByte, differingBytes, differingBits } = mismatch;
  if (differingBytes === 1) {
    return `byte ${String(firstByte)} differs in ${differingBits === 1 ? '1 bit' : `${String(differingBits)} bits`}`;
  }
  return `${String(differingBytes)} of ${String(length)} bytes differ, from byte ${String(firstByte)} to ${String(lastByte)}`;
}

/** More than any buffer holds is no count but a status word of the engine, handed through by an old driver. */
function lengthText(returned: number): string {
  return returned > 0x0100_0000 ? `0x${returned.toString(16)} (a status word, not a length)` : String(returned);
}

function hungText(
  milliseconds: number,
  operations: readonly string[],
  threads: Extract<Finding, { verdict: 'hung' }>['threads'],
): string {
  const stuck = threads.filter((thread) => thread.state.startsWith('D')).length;
  return (
    `no progress for ${formatDuration(Math.round(milliseconds / 100) * 100)}` +
    (operations.length === 0 ? '' : `, ${String(operations.length)} operation(s) inside the kernel`) +
    (stuck === 0 ? '' : `, ${String(stuck)} thread(s) in uninterruptible sleep (D)`)
  );
}
