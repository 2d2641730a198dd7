import { bit, bits } from '../word.js';

/** The job ring interrupt status register, JRINTR, which the driver prints before it gives up (caam/regs.h). */
export interface RingInterrupt {
  readonly value: number;
  /** Entry of the ring. */
  readonly ringIndex: number;
  readonly type: number;
  readonly meaning: string;
  readonly halt: 'no' | 'in progress' | 'complete' | 'reserved';
  readonly error: boolean;
  readonly jobDone: boolean;
}

const TYPES: Readonly<Record<number, string>> = {
  1: 'writing a status to the output ring failed',
  3: 'bad input ring address',
  4: 'bad output ring address',
  5: 'invalid write to the input ring',
  6: 'invalid write to the output ring',
  7: 'job ring released before it was idle or reset',
  8: 'more jobs removed than the output ring has',
  9: 'more jobs added than the input ring has room for',
};
const HALT_STATES = ['no', 'in progress', 'complete', 'reserved'] as const;

export function decodeRingInterrupt(value: number): RingInterrupt {
  const type = bits(value, 11, 8);
  return {
    value,
    ringIndex: bits(value, 29, 16),
    type,
    meaning: TYPES[type] ?? `unknown error type ${String(type)}`,
    halt: HALT_STATES[bits(value, 3, 2)] ?? 'reserved',
    error: bit(value, 1),
    jobDone: bit(value, 0),
  };
}
