import { NOWHERE, OPERATION, OPERATION_WORDS, STEP, STEP_KIND, STEP_WORDS } from '../afalg/layout.js';
import type { Slice, Step } from './slice.js';

/** What a step has beside its kind; what is left out is 0. */
type StepFields = Partial<Omit<Step, 'kind'>>;

/** Writes exchanges into a slice, one operation after the other, from the first row on. */
export class SliceWriter {
  readonly #slice: Slice;
  #operation = 0;
  #firstStep = 0;
  #step = 0;

  constructor(slice: Slice) {
    this.#slice = slice;
  }

  send(fields: StepFields): void {
    this.#write(STEP_KIND.send, fields);
  }

  /** Without `expected` nothing is compared. */
  receive(fields: StepFields): void {
    this.#write(STEP_KIND.receive, { expected: NOWHERE, ...fields });
  }

  /** @param to the number that the new op socket gets */
  clone(socket: number, to: number): void {
    this.#write(STEP_KIND.clone, { socket, offset: to });
  }

  /**
   * Ends the operation.
   *
   * @param bytes what it counts for in the throughput
   * @param arenaFrom the part of the arena that is poisoned before it: where its first guard begins, and its last ends
   */
  end(bytes: number, arenaFrom: number, arenaTo: number): void {
    const { operations } = this.#slice;
    const at = this.#operation * OPERATION_WORDS;
    operations[at + OPERATION.firstStep] = this.#firstStep;
    operations[at + OPERATION.stepCount] = this.#step - this.#firstStep;
    operations[at + OPERATION.bytes] = bytes;
    operations[at + OPERATION.arenaFrom] = arenaFrom;
    operations[at + OPERATION.arenaTo] = arenaTo;
    this.#operation += 1;
    this.#firstStep = this.#step;
  }

  #write(kind: number, fields: StepFields): void {
    const { steps } = this.#slice;
    const at = this.#step * STEP_WORDS;
    steps[at + STEP.kind] = kind;
    steps[at + STEP.flags] = fields.flags ?? 0;
    steps[at + STEP.socket] = fields.socket ?? 0;
    steps[at + STEP.offset] = fields.offset ?? 0;
    steps[at + STEP.length] = fields.length ?? 0;
    steps[at + STEP.expected] = fields.expected ?? 0;
    steps[at + STEP.iv] = fields.iv ?? 0;
    steps[at + STEP.operation] = fields.operation ?? 0;
    steps[at + STEP.assoclen] = fields.assoclen ?? 0;
    steps[at + STEP.result] = fields.result ?? 0;
    this.#step += 1;
  }
}
