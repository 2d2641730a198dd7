import { createCipheriv } from 'node:crypto';
import type { Trials, TrialRequest, TrialResult } from '#dist/minimise/trials.js';
import type { Candidate } from '#dist/results/documents/minimal.js';
import { inFamily } from './workloads.js';

/** What a driver does with one operation. */
export interface SimulatedOperation {
  readonly candidate: Candidate;
  /** Bytes. */
  readonly length: number;
  readonly direction: 'encrypt' | 'decrypt';
  /** In this trial, from 0. */
  readonly number: number;
  /** In [0, 1), the same in each run of the test. */
  readonly chance: number;
}

/** A driver whose truth is known: whether it fails this operation. */
export type SimulatedDriver = (operation: SimulatedOperation) => boolean;

const BUDGET_MILLISECONDS = 60_000;

/** Trials on a simulated driver, on a clock of their own: 2 s for a start, and 10 000 operations a second. */
export class SimulatedTrials implements Trials {
  readonly #driver: SimulatedDriver;
  readonly #chances = chances();
  readonly requests: TrialRequest[] = [];
  /** Ends this trial and all after it so. */
  readonly #ends: { readonly trial: number; readonly end: TrialResult['end'] };
  #clock = 0;

  constructor(driver: SimulatedDriver, ends: { trial: number; end: TrialResult['end'] } = { trial: -1, end: 'asked' }) {
    this.#driver = driver;
    this.#ends = ends;
  }

  left(): number {
    return BUDGET_MILLISECONDS - this.#clock;
  }

  async trial(request: TrialRequest): Promise<TrialResult> {
    const { candidate } = request;
    const end = this.requests.length === this.#ends.trial ? this.#ends.end : 'asked';
    this.requests.push(request);
    const started = this.#clock;
    this.#clock += 2000;
    let [failures, operations, shortest, firstAt] = [0, 0, Infinity, -1];
    const elapsed = (): number => this.#clock - started;
    while (failures < request.failures && operations < request.operations && elapsed() < request.milliseconds) {
      const operation = this.#draw(candidate, operations);
      if (this.#driver(operation)) {
        if (failures === 0) firstAt = operations;
        failures += 1;
        shortest = Math.min(shortest, operation.length);
      }
      operations += 1;
      this.#clock += 0.1;
    }
    const key = { seed: BigInt(this.requests.length), worker: 0, burst: 0, operation: firstAt };
    const found = failures > 0 ? { shortest, first: key } : { shortest: null, first: null };
    return Promise.resolve({ failures, operations, ...found, end, milliseconds: elapsed() });
  }

  #draw(candidate: Candidate, number: number): SimulatedOperation {
    const { minLength, maxLength, direction } = inFamily(candidate.workload, 'skcipher');
    const length = minLength + 16 * Math.floor(this.#chances() * ((maxLength - minLength) / 16 + 1));
    const drawn = this.#chances() < 0.5 ? 'encrypt' : 'decrypt';
    return { candidate, length, direction: direction === 'mixed' ? drawn : direction, number, chance: this.#chances() };
  }
}

/** Numbers in [0, 1) from a key stream. */
function chances(): () => number {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
  let [words, at] = [Buffer.alloc(0), 0];
  return () => {
    if (at === words.length) [words, at] = [stream.update(Buffer.alloc(65_536)), 0];
    const word = words.readUInt32LE(at);
    at += 4;
    return word / 2 ** 32;
  };
}
