/**
 * What the kernel computes for the operations that a seed means, as digests: equal on every machine, whatever its
 * words, its byte order and the driver that serves. Run by tools/board-test on the board and beside it.
 */
import { createHash } from 'node:crypto';
import { RECORD, RECORD_WORDS } from '#dist/afalg/layout.js';
import { MSG, Tfm } from '#dist/afalg/tfm.js';
import { fillTape } from '#dist/oracle/tape.js';
import { drawBurst } from '#dist/plan/burst.js';
import { CIPHERS } from '#dist/plan/cipher.js';
import { OperationPlan } from '#dist/plan/operations.js';
import { planDigest } from '#dist/plan/plan-digest.js';
import { tapeLayout } from '#dist/plan/tape-layout.js';
import type { Workload } from '#dist/plan/workload.js';
import { DEFAULT_WORKLOAD } from '../helpers/workloads.js';

const OPERATIONS = 200;
const BURSTS = [
  [0, 0],
  [3, 1],
  [9, 4711],
] as const;

/** The digest of all outputs of some bursts, as the kernel returned them. */
function outputDigest(workload: Workload): string {
  const hash = createHash('sha256');
  const { ivSize } = CIPHERS[workload.mode];
  for (const [worker, index] of BURSTS) {
    const burst = drawBurst(workload, worker, index);
    const tape = new Uint8Array(tapeLayout(workload).size);
    fillTape(workload, burst, tape);
    const records = new Uint32Array(OPERATIONS * RECORD_WORDS);
    new OperationPlan(workload, burst, OPERATIONS).fillRecords(records, 0, OPERATIONS);
    using tfm = Tfm.open('skcipher', `${workload.mode}(aes)`);
    tfm.setKey(burst.key);
    using op = tfm.accept();
    for (let row = 0; row < OPERATIONS; row += 1) {
      const field = (name: keyof typeof RECORD): number => records[row * RECORD_WORDS + RECORD[name]] ?? 0;
      const slice = (at: number, length: number): Uint8Array => tape.subarray(at, at + length);
      const iv = slice(field('ivOffset'), ivSize);
      const control = { operation: field('operation'), ...(ivSize === 0 ? {} : { iv }) };
      op.send(control, [slice(field('inputOffset'), field('length'))], 0);
      const output = new Uint8Array(field('length'));
      if (op.receive([output], MSG.DONTWAIT) !== output.length) throw new Error(`operation ${String(row)} is short`);
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
