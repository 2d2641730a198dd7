import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import { tapeLength } from '#dist/plan/skcipher/workload.js';
import { DEFAULT_WORKLOAD, workloads } from '../../../helpers/workloads.js';

describe('the layout of a tape', () => {
  it('keeps plaintext, ciphertext and IVs apart, and fills the tape to its end', () => {
    fc.assert(
      fc.property(workloads(400_000), (workload) => {
        const { length, plaintext, ciphertext, iv, size } = tapeLayout(workload);
        assert.equal(length, tapeLength(workload));
        const ownIvBytes = { cbc: 16, ecb: 0, ctr: length }[workload.mode];
        const regions = [
          [plaintext, length],
          [ciphertext, length],
          ...(ownIvBytes === 0 ? [] : [[iv, ownIvBytes]]),
        ].sort(([a = 0], [b = 0]) => a - b);
        let end = 0;
        for (const [start, bytes = 0] of regions) {
          assert.equal(start, end);
          end += bytes;
        }
        assert.equal(end, size);
      }),
    );
  });

  it('has the IV of a CBC window in the ciphertext block before it', () => {
    fc.assert(
      fc.property(workloads(), (workload) => {
        const { iv, ciphertext } = tapeLayout({ ...workload, mode: 'cbc' });
        assert.equal(iv + 16, ciphertext);
      }),
    );
  });

  it('has an IV of its own for every block in CTR', () => {
    const { iv, size, length } = tapeLayout({ ...DEFAULT_WORKLOAD, mode: 'ctr' });
    assert.equal(size - iv, length);
  });
});
