import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { Operations } from '../../../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../../../helpers/workloads.js';

const OWN = { worker: 1, burst: 2, operation: 30 };

/** What comes out when every piece from `from` on is chained, and the first of them begins with `iv`. */
function chainedFrom(operation: ReturnType<Operations['at']>, from: number, iv: Uint8Array): Buffer {
  const { workload, direction, key, input, expected } = operation;
  const tail = computeDirectly(workload.mode, direction, key, iv, input.subarray(from));
  return Buffer.concat([expected.subarray(0, from), tail]);
}

describe('an IV written back wrongly', () => {
  for (const mode of ['cbc', 'ctr'] as const) {
    for (const direction of ['encrypt', 'decrypt'] as const) {
      it(`is told from what follows it: ${mode}, ${direction}`, () => {
        fc.assert(
          fc.property(fc.nat({ max: 500 }), fc.constantFrom('own', 'zero', 'inverted'), (index, source) => {
            const operations = new Operations({ ...DEFAULT_WORKLOAD, mode, direction, chunks: 3 });
            const operation = operations.at({ ...OWN, operation: index });
            const from = operation.chunk;
            const right = operations.ivAt(operation, from);
            const iv = { own: operation.iv, zero: Buffer.alloc(16), inverted: right.map((byte) => byte ^ 0xff) }[
              source
            ];
            const { what, confidence } = operations.best(operation, chainedFrom(operation, from, iv));
            assert.deepEqual(what, {
              kind: 'chained-iv',
              ...{ from, iv: Buffer.from(iv).toString('hex'), source, pieces: 1 },
            });
            assert.equal(confidence, 'certain');
          }),
          { numRuns: 40 },
        );
      });
    }
  }

  it('is not seen where the operation is one request', () => {
    const operations = new Operations({ ...DEFAULT_WORKLOAD, direction: 'encrypt', chunks: 1 });
    const operation = operations.at(OWN);
    const { what } = operations.best(operation, chainedFrom(operation, 64, Buffer.alloc(16)));
    assert.notEqual(what.kind, 'chained-iv');
  });
});
