import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Tapes } from '#dist/forensics/skcipher/tapes.js';
import { DEFAULT_WORKLOAD } from '../../../helpers/workloads.js';

describe('tapes', () => {
  it('find bytes in either part, of any alignment', () => {
    const tapes = new Tapes(DEFAULT_WORKLOAD);
    for (const part of ['plaintext', 'ciphertext'] as const) {
      const bytes = tapes[part](3, 4).subarray(12_345, 12_361);
      const place = { worker: 3, burst: 4, part, offset: 12_345 };
      assert.deepEqual(tapes.find(3, 4, bytes), place);
      assert.deepEqual(tapes.bytesAt(place, 16), bytes);
      assert.equal(tapes.find(3, 5, bytes), undefined);
    }
  });

  it('begin and end where the burst does', () => {
    const tapes = new Tapes(DEFAULT_WORKLOAD);
    const place = { worker: 0, burst: 0, part: 'plaintext' } as const;
    assert.deepEqual(tapes.bytesAt({ ...place, offset: -8 }, 24), tapes.plaintext(0, 0).subarray(0, 16));
    assert.equal(tapes.bytesAt({ ...place, offset: tapes.layout.length - 4 }, 16).length, 4);
    assert.equal(tapes.bytesAt({ ...place, offset: -32 }, 16).length, 0);
  });

  it('are kept while they are in use, and not all of them for ever', () => {
    const tapes = new Tapes(DEFAULT_WORKLOAD);
    const [used, unused] = [tapes.burst(0, 0), tapes.burst(0, 1)];
    for (let burst = 2; burst < 60; burst += 1) {
      tapes.burst(0, burst);
      assert.equal(tapes.burst(0, 0), used);
    }
    assert.notEqual(tapes.burst(0, 1), unused);
    assert.deepEqual(tapes.burst(0, 1), unused);
  });
});
