import type { Happening } from '#dist/forensics/hypothesis.js';
import type { Verdict } from '#dist/results/verdict.js';

/** What a fault must look like from user space. */
export type Expectation =
  /** Each injected fault that can show is one finding with this verdict, on the very operation it was injected into. */
  | { readonly kind: 'finding'; readonly verdict: Verdict; readonly showsIn: 'every piece' | 'all pieces but the last' }
  /** The operations that wait are in one finding, and the run ends with it. */
  | { readonly kind: 'hang' }
  /** Every byte is right; `because` is what the engine's own counters prove. */
  | { readonly kind: 'nothing'; readonly because: string };

/** One row of the proof. */
export interface FaultCase {
  readonly fault: string;
  /** For people: what the operations were. */
  readonly mix: string;
  /** As the engine's `arm` takes it; see native/vce/README.md. */
  readonly arm: string;
  readonly algorithm: string;
  /** Pieces per operation. */
  readonly chunks: number;
  readonly expected: Expectation;
  /** Whether the driver writes a line to the kernel log for each. */
  readonly logged?: true;
  /** What forensics must say of it. */
  readonly diagnosis?: Happening['kind'];
}

const wrong: Expectation = { kind: 'finding', verdict: 'wrong', showsIn: 'every piece' };
const refused: Expectation = { kind: 'finding', verdict: 'refused', showsIn: 'every piece' };

const SINGLE = { mix: 'cbc', algorithm: 'cbc-aes-vce', chunks: 1 } as const;
const PIECES = { mix: 'cbc in 3 pieces', algorithm: 'cbc-aes-vce', chunks: 3 } as const;

/** Rates are such that each kind is injected often, and runs stay short. */
export const FAULT_CASES: readonly FaultCase[] = [
  { ...SINGLE, fault: 'eio', arm: 'eio=38;seed=1', expected: refused, logged: true },
  { ...PIECES, fault: 'eio', arm: 'eio=200;seed=2;profile=plain', expected: refused },
  {
    ...SINGLE,
    fault: 'positive',
    arm: 'positive=38;seed=3',
    diagnosis: 'status-as-length',
    logged: true,
    expected: { kind: 'finding', verdict: 'length', showsIn: 'every piece' },
  },
  { ...SINGLE, fault: 'flip', arm: 'flip=38;seed=4', expected: wrong, diagnosis: 'bits-flipped' },
  {
    ...SINGLE,
    mix: 'ecb',
    algorithm: 'ecb-aes-vce',
    fault: 'flip',
    arm: 'flip=38;seed=5',
    expected: wrong,
    diagnosis: 'bits-flipped',
  },
  {
    ...SINGLE,
    mix: 'ctr',
    algorithm: 'ctr-aes-vce',
    fault: 'flip',
    arm: 'flip=38;seed=6',
    expected: wrong,
    diagnosis: 'bits-flipped',
  },
  { ...SINGLE, fault: 'truncate', arm: 'truncate=38;seed=7', expected: wrong, diagnosis: 'tail-not-written' },
  { ...SINGLE, fault: 'stale', arm: 'stale=30;seed=8', expected: wrong, diagnosis: 'stale' },
  {
    ...SINGLE,
    fault: 'overrun',
    arm: 'overrun=38;seed=9',
    diagnosis: 'guard-overwritten',
    expected: { kind: 'finding', verdict: 'overrun', showsIn: 'every piece' },
  },
  {
    ...PIECES,
    fault: 'ivwb',
    arm: 'ivwb=60;seed=10',
    diagnosis: 'chained-iv',
    expected: { kind: 'finding', verdict: 'wrong', showsIn: 'all pieces but the last' },
  },
  {
    ...SINGLE,
    fault: 'ivwb',
    arm: 'ivwb=100;seed=11',
    expected: { kind: 'nothing', because: 'no later request uses the IV that was written back' },
  },
  {
    ...SINGLE,
    fault: 'iv-race',
    arm: 'iv-race=10;seed=12',
    expected: { kind: 'nothing', because: 'the caller waits, and its IV stays what it was until the job starts' },
  },
  {
    ...SINGLE,
    fault: 'slow',
    arm: 'slow=500;seed=13;delay_us=200000',
    expected: { kind: 'nothing', because: 'late is not wrong; the latency shows it' },
  },
  {
    ...SINGLE,
    fault: 'spurious',
    arm: 'spurious=50;seed=14',
    expected: { kind: 'nothing', because: 'the driver is to ignore an interrupt without a job' },
  },
  { ...SINGLE, fault: 'lost', arm: 'lost=1000;seed=15;limit=2', expected: { kind: 'hang' } },
  { ...SINGLE, fault: 'busy', arm: 'busy=1000;seed=16;limit=2', expected: { kind: 'hang' } },
];
