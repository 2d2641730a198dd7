import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { damagedOperation } from '#dist/results/damaged-operation.js';
import { AT, BROKEN, BYTES, LENGTH, OVERRUN, REFUSED, WRONG } from '../../helpers/findings.js';
import { DEFAULT_WORKLOAD } from '../../helpers/workloads.js';

describe('a finding, for forensics', () => {
  it('is its operation, its bytes and what was reported', () => {
    const damaged = damagedOperation(WRONG, DEFAULT_WORKLOAD);
    assert.deepEqual(damaged, { ...AT, ...BYTES, workload: DEFAULT_WORKLOAD, reportedAs: { kind: 'done' } });
    const reported = [OVERRUN, LENGTH, REFUSED].map(
      (finding) => damagedOperation(finding, DEFAULT_WORKLOAD)?.reportedAs,
    );
    assert.deepEqual(reported, [
      { kind: 'done' },
      { kind: 'length', syscall: 'recv', returned: 16 },
      { kind: 'error', syscall: 'sendmsg', code: 'EINVAL' },
    ]);
  });

  it('is nothing when our own bytes are damaged', () => {
    assert.equal(damagedOperation(BROKEN, DEFAULT_WORKLOAD), undefined);
  });
});
