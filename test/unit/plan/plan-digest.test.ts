import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { planDigest } from '#dist/plan/plan-digest.js';
import { DEFAULT_WORKLOAD, variations, workloads } from '../../helpers/workloads.js';

describe('the digest of a plan', () => {
  it('is equal for equal workloads', () => {
    fc.assert(
      fc.property(workloads(), fc.integer({ min: 1, max: 3 }), (workload, workers) => {
        assert.equal(planDigest({ ...workload }, workers), planDigest(workload, workers));
      }),
      { numRuns: 20 },
    );
  });

  it('differs when anything in the workload does', () => {
    for (const [field, other] of variations(DEFAULT_WORKLOAD)) {
      assert.notEqual(planDigest(other, 2), planDigest(DEFAULT_WORKLOAD, 2), field);
    }
  });

  it('differs when the number of workers does', () => {
    const digests = [0, 1, 2, 3].map((workers) => planDigest(DEFAULT_WORKLOAD, workers));
    assert.equal(new Set(digests).size, digests.length);
  });

  it('is this for seed 1 and the defaults (noreg)', () => {
    // No-regression: equal digests in two runs' run.json mean equal operations. It changes only with STREAM_VERSION.
    assert.equal(planDigest(DEFAULT_WORKLOAD, 10), 'be54474d96692daddbcca95c2aad1fcb8b881215da69549388587c009416d2c1');
  });
});
