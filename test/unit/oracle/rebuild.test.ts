import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { rebuildOperation } from '#dist/oracle/rebuild.js';
import { fillTape } from '#dist/oracle/skcipher/tape.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import { workloads } from '../../helpers/workloads.js';

it('an operation rebuilt from its name has the bytes that a run has on its tape', () => {
  fc.assert(
    fc.property(
      workloads(5000),
      fc.nat({ max: 20 }),
      fc.nat({ max: 9 }),
      fc.nat({ max: 5000 }),
      (workload, worker, burst, operation) => {
        const rebuilt = rebuildOperation(workload, { seed: workload.seed, worker, burst, operation });
        const drawn = drawBurst(workload, worker, burst);
        const layout = tapeLayout(workload);
        const tape = new Uint8Array(layout.size);
        fillTape(workload, drawn, tape);
        const planned = new SkcipherBurstPlan(workload, drawn, 1).operation(operation);
        const window = (part: 'plaintext' | 'ciphertext'): Uint8Array =>
          tape.subarray(layout[part] + planned.offset, layout[part] + planned.offset + planned.length);
        const [input, expected] =
          planned.direction === 'encrypt'
            ? [window('plaintext'), window('ciphertext')]
            : [window('ciphertext'), window('plaintext')];
        assert.deepEqual(rebuilt, {
          operation: planned,
          input: Uint8Array.from(input),
          expected: Uint8Array.from(expected),
        });
        if (workload.mode === 'ecb') {
          const direct = computeDirectly('ecb', planned.direction, drawn.key, new Uint8Array(0), rebuilt.input);
          assert.ok(direct.equals(rebuilt.expected));
        }
      },
    ),
    { numRuns: 60 },
  );
});
