import type { DamagedOperation, ReportedAs } from '../forensics/damaged-operation.js';
import type { Workload } from '../plan/workload.js';
import type { OperationFinding } from './finding.js';

/** A finding as forensics wants it; undefined when it is our own bytes that are wrong. */
export function damagedOperation(finding: OperationFinding, workload: Workload): DamagedOperation | undefined {
  const reportedAs = reportedBy(finding);
  return reportedAs === undefined ? undefined : { ...finding.at, ...finding.bytes, workload, reportedAs };
}

function reportedBy(finding: OperationFinding): ReportedAs | undefined {
  switch (finding.verdict) {
    case 'wrong':
    case 'overrun':
      return { kind: 'done' };
    case 'length':
      return { kind: 'length', syscall: finding.syscall, returned: finding.returned };
    case 'refused':
      return { kind: 'error', syscall: finding.failure.syscall, code: finding.failure.code };
    case 'broken':
      return undefined;
  }
}
