import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cipherOf, lengthCount, tapeLength } from '#dist/plan/skcipher/workload.js';
import { formatOperationId } from '#dist/plan/operation-id.js';
import { workloadDigest } from '#dist/plan/plans.js';
import { DEFAULT_WORKLOAD, seeds, variations, workloads } from '../../helpers/workloads.js';

describe('the digest of a workload', () => {
  it('does not depend on the seed', () => {
    fc.assert(
      fc.property(workloads(), seeds(), (workload, seed) => {
        assert.equal(workloadDigest({ ...workload, seed }), workloadDigest(workload));
      }),
    );
  });

  it('differs when anything else does', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        for (const [field, other] of variations(workload)) {
          if (field !== 'seed') assert.notEqual(workloadDigest(other), workloadDigest(workload), field);
        }
      }),
    );
  });

  it('is 16 hexadecimal digits, and these for the defaults (noreg)', () => {
    // No-regression: it stands in stored results. It may change only together with STREAM_VERSION.
    assert.equal(workloadDigest(DEFAULT_WORKLOAD), '14068022b86772d2');
  });
});

describe('the length of a tape', () => {
  const shortest = 64 * 1024;

  it('is 64 KiB for ordinary messages', () => {
    assert.equal(tapeLength(DEFAULT_WORKLOAD), shortest);
    assert.equal(tapeLength({ ...DEFAULT_WORKLOAD, maxLength: shortest / 2 }), shortest);
    assert.ok(tapeLength({ ...DEFAULT_WORKLOAD, maxLength: shortest / 2 + 16 }) > shortest);
  });

  it('is whole pages, room for two of the longest messages and no page more', () => {
    fc.assert(
      fc.property(workloads(4 * 1024 * 1024), (workload) => {
        const length = tapeLength(workload);
        assert.equal(length % 4096, 0);
        assert.ok(length >= shortest && length >= 2 * workload.maxLength);
        assert.ok(length === shortest || length < 2 * workload.maxLength + 4096);
      }),
    );
  });
});

describe('the number of lengths', () => {
  it('counts both ends', () => {
    assert.equal(lengthCount({ ...DEFAULT_WORKLOAD, minLength: 16, maxLength: 16 }), 1);
    assert.equal(lengthCount(DEFAULT_WORKLOAD), 225);
    assert.equal(lengthCount({ ...DEFAULT_WORKLOAD, mode: 'ctr', minLength: 1, maxLength: 16 }), 16);
  });

  it('steps from the shortest to the longest', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        const steps = lengthCount(workload) - 1;
        assert.equal(workload.minLength + steps * cipherOf(workload).lengthStep, workload.maxLength);
      }),
    );
  });
});

describe('the key of an operation', () => {
  it('is seed, worker, burst and operation', () => {
    assert.equal(formatOperationId({ seed: 0x5eedn, worker: 3, burst: 12, operation: 4711 }), '0x5eed:3:12:4711');
  });
});
