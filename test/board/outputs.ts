/**
 * What the kernel computes for the operations that a seed means, as digests: equal on every machine, whatever its
 * words, its byte order and the driver that serves. Run by tools/board-test on the board and beside it.
 */
import { createHash } from 'node:crypto';
import { ALG_OP } from '#dist/afalg/layout.js';
import { MSG, Tfm } from '#dist/afalg/tfm.js';
import { fillTape } from '#dist/oracle/skcipher/tape.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { CIPHERS } from '#dist/plan/skcipher/cipher.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import { planDigest } from '#dist/plan/plan-digest.js';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import type { SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { gather, newSlice, placesOf } from '#dist/plan/slice.js';
import { DEFAULT_WORKLOAD } from '../helpers/workloads.js';

const OPERATIONS = 200;
const BURSTS = [
  [0, 0],
  [3, 1],
  [9, 4711],
] as const;

/** The digest of all outputs of some bursts, as the kernel returned them. */
function outputDigest(workload: SkcipherWorkload): string {
  const hash = createHash('sha256');
  const { ivSize } = CIPHERS[workload.mode];
  for (const [worker, index] of BURSTS) {
    const burst = drawBurst(workload, worker, index);
    const tape = new Uint8Array(tapeLayout(workload).size);
    fillTape(workload, burst, tape);
    const plan = new SkcipherBurstPlan(workload, burst, OPERATIONS);
    const slice = newSlice(OPERATIONS, OPERATIONS * 2);
    plan.fill(slice, 0, OPERATIONS);
    using tfm = Tfm.open('skcipher', `${workload.mode}(aes)`);
    tfm.setBurstKey(burst.key);
    using op = tfm.accept();
    for (const [row, { direction, length }] of plan.operations(0, OPERATIONS).entries()) {
      const { input, iv = 0 } = placesOf(slice, row);
      const control = {
        operation: ALG_OP[direction],
        ...(ivSize === 0 ? {} : { iv: tape.subarray(iv, iv + ivSize) }),
      };
      op.send(control, [gather(tape, input)], 0);
      const output = new Uint8Array(length);
      if (op.receive([output], MSG.DONTWAIT) !== length) throw new Error(`operation ${String(row)} is short`);
      hash.update(output);
    }
  }
  return hash.digest('hex');
}

for (const [mode, keySize] of [
  ['cbc', 16],
  ['cbc', 32],
  ['ecb', 24],
  ['ctr', 32],
] as const) {
  const workload = { ...DEFAULT_WORKLOAD, seed: 0x5eedn, mode, keySize };
  process.stdout.write(`${mode}-${String(keySize * 8)} ${planDigest(workload, 10)} ${outputDigest(workload)}\n`);
}
