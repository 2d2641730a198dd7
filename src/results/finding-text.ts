import { lineInWords } from '../caam/status/line-in-words.js';
import type { Diagnosis } from '../forensics/hypothesis.js';
import type { Mismatch } from '../forensics/mismatch.js';
import { formatDuration } from '../options/duration.js';
import { describeOperation } from '../plan/plans.js';
import type { Finding } from './finding.js';

/**
 * What happened, in one sentence.
 *
 * @param diagnosis null when the bytes were not examined
 */
export function findingText(finding: Finding, diagnosis: Diagnosis | null): string {
  const best = diagnosis?.hypotheses[0]?.sentence;
  switch (finding.verdict) {
    case 'wrong':
      return `${describeOperation(finding.at)}: ${best ?? mismatchText(finding.mismatch, finding.at.length)}`;
    case 'overrun':
      if (diagnosis !== null && best !== undefined) {
        const output = diagnosis.hypotheses.find(({ what }) => what.kind !== 'guard-overwritten')?.sentence;
        return `${describeOperation(finding.at)}: ${best}${output === undefined ? '' : `; ${output}`}`;
      }
      return (
        `${describeOperation(finding.at)}: bytes outside the buffer changed, ` +
        `${String(finding.bytesBefore)} before it and ${String(finding.bytesAfter)} after it` +
        (finding.mismatch === null ? '' : `; ${mismatchText(finding.mismatch, finding.at.length)}`)
      );
    case 'length':
      return (
        `${describeOperation(finding.at)}: ${finding.syscall} returned ${lengthText(finding.returned)} ` +
        `for ${String(finding.at.length)} bytes${written(diagnosis)}`
      );
    case 'refused':
      return 'at' in finding
        ? `${describeOperation(finding.at)}: ${finding.failure.syscall} failed with ${finding.failure.code}${written(diagnosis)}`
        : `worker ${String(finding.worker)}, burst ${String(finding.burst)}: ` +
            `${finding.failure.syscall} failed with ${finding.failure.code} after it had worked before`;
    case 'broken':
      return `${describeOperation(finding.at)}: the expected bytes in memory changed during the burst, the kernel's answer may be right`;
    case 'hung':
      return hungText(finding.afterMilliseconds, finding.operations, finding.threads);
    case 'kernel':
      return kernelText(finding);
  }
}

/** The id of the operation a finding is about; '' when it is about none or several. */
export function findingId(finding: Finding): string {
  if ('at' in finding) return finding.at.id;
  return 'operations' in finding ? (finding.operations[0] ?? '') : '';
}

/** What was written although the system call did not say so. */
function written(diagnosis: Diagnosis | null): string {
  const output = diagnosis?.hypotheses.find(
    ({ what }) => what.kind !== 'status-as-length' && what.kind !== 'wrong-length',
  );
  return output === undefined ? '' : `; ${output.sentence}`;
}

function mismatchText(mismatch: Mismatch | null, length: number): string {
  if (mismatch === null) return 'the right bytes arrived only after the system call had returned';
  const { firstByte, lastByte, differingBytes, differingBits } = mismatch;
  // The words of the diagnosis, for those beyond what is examined.
  if (differingBits === 1) return `one bit is wrong, in byte ${String(firstByte)}`;
  if (differingBytes === 1) return `byte ${String(firstByte)} differs in ${String(differingBits)} bits`;
  return `${String(differingBytes)} of ${String(length)} bytes differ, from byte ${String(firstByte)} to ${String(lastByte)}`;
}

/** More than any buffer holds is not a count but a status word of the engine, passed on by an old driver. */
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

/** Characters of a line of the kernel log that are repeated in a sentence. */
const MAX_LINE = 100;

/** What the kernel log reports, by its kind. */
const KERNEL_TEXTS: Readonly<Record<Extract<Finding, { verdict: 'kernel' }>['kind'], string>> = {
  engine: 'the driver logged an error',
  iommu: 'an IOMMU refused a DMA',
  interrupt: 'an interrupt went wrong',
  'self-test': 'a self-test failed',
  warning: 'the kernel warned',
  oops: 'the kernel oopsed',
  sanitizer: 'a kernel sanitizer reported',
  locking: "the kernel's lock checker reported",
  stall: 'the kernel noticed a stall',
  taint: 'taint',
  panic: 'the kernel panicked',
  reset: 'the machine was reset',
};

function kernelText(finding: Extract<Finding, { verdict: 'kernel' }>): string {
  const { kind, count, countIsAtLeast, afterMilliseconds, operations, line } = finding;
  const times = count === 1 && !countIsAtLeast ? '' : `, ${countIsAtLeast ? 'at least ' : ''}${timesText(count)}`;
  const [decoded] = lineInWords(line);
  const failed = operations.length === 0 ? '' : `, ${besideText(kind, operations.length)}`;
  return (
    `${KERNEL_TEXTS[kind]} ${(afterMilliseconds / 1000).toFixed(2)} s into the run` +
    `${times}${failed}: ${shortened(line)}${decoded === undefined ? '' : ` (${decoded})`}`
  );
}

function timesText(count: number): string {
  return count === 1 ? 'once' : `${String(count)} times`;
}

/** A kernel that died was in the midst of them; a line of the log stands beside those that failed. */
function besideText(kind: Extract<Finding, { verdict: 'kernel' }>['kind'], operations: number): string {
  const isDeath = kind === 'panic' || kind === 'reset';
  return isDeath ? `${String(operations)} operation(s) in flight` : `beside ${String(operations)} failed operation(s)`;
}

/** A driver may print a paragraph; the whole of it is in the finding. */
function shortened(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 3)}...`;
}
