import { GUARD_BYTES, OPERATION, OPERATION_WORDS, STEP, STEP_FLAG, STEP_KIND, STEP_WORDS } from '../../afalg/layout.js';
import type { Slice } from '../slice.js';
import { DRAWN, DRAWN_WORDS } from './draw.js';

/**
 * Turns what was drawn into steps: one message with its direction and IV is sent, and its result received, in as many
 * calls as it is to have pieces. On the hot path: see drawOperations.
 *
 * @param drawn `count` rows of DRAWN
 * @param slice gets them as operations, from the first row on
 * @param ivSize bytes
 */
export function planExchanges(drawn: Uint32Array, { operations, steps }: Slice, count: number, ivSize: number): void {
  const control = STEP_FLAG.withOperation | (ivSize > 0 ? STEP_FLAG.withIv : 0);
  let step = 0;
  for (let index = 0; index < count; index += 1) {
    const row = index * DRAWN_WORDS;
    const length = drawn[row + DRAWN.length] ?? 0;
    const receive = drawn[row + DRAWN.receiveOffset] ?? 0;
    const expected = drawn[row + DRAWN.expectedOffset] ?? 0;
    const chunk = drawn[row + DRAWN.chunk] ?? 0;
    const first = step;
    let at = step * STEP_WORDS;
    steps[at + STEP.kind] = STEP_KIND.send;
    steps[at + STEP.flags] = control;
    steps[at + STEP.offset] = drawn[row + DRAWN.inputOffset] ?? 0;
    steps[at + STEP.length] = length;
    steps[at + STEP.expected] = 0;
    steps[at + STEP.iv] = drawn[row + DRAWN.ivOffset] ?? 0;
    steps[at + STEP.operation] = drawn[row + DRAWN.operation] ?? 0;
    step += 1;
    for (let piece = 0; piece < length; piece += chunk) {
      at = step * STEP_WORDS;
      steps[at + STEP.kind] = STEP_KIND.receive;
      steps[at + STEP.flags] = 0;
      steps[at + STEP.offset] = receive + piece;
      steps[at + STEP.length] = Math.min(chunk, length - piece);
      steps[at + STEP.expected] = expected + piece;
      steps[at + STEP.iv] = 0;
      steps[at + STEP.operation] = 0;
      step += 1;
    }
    const operation = index * OPERATION_WORDS;
    operations[operation + OPERATION.firstStep] = first;
    operations[operation + OPERATION.stepCount] = step - first;
    operations[operation + OPERATION.bytes] = length;
    operations[operation + OPERATION.arenaFrom] = receive - GUARD_BYTES;
    operations[operation + OPERATION.arenaTo] = receive + length + GUARD_BYTES;
  }
}
