import type { Outcome } from '../afalg/engine.js';
import { FAILURE, GUARD_BYTES, POISON, STEP_KIND } from '../afalg/layout.js';
import { syscallFailure } from '../afalg/syscall-failure.js';
import type { OperationBytes } from '../forensics/damaged-operation.js';
import { compareBytes } from '../forensics/mismatch.js';
import { oracleOf } from '../oracle/oracles.js';
import type { Burst } from '../plan/burst.js';
import { formatOperationId } from '../plan/operation-id.js';
import type { Operation } from '../plan/operation.js';
import { planOf } from '../plan/plans.js';
import { gather, placesOf, stepsOf, type Slice } from '../plan/slice.js';
import type { Workload } from '../plan/workload.js';
import type { FailedOperation, OperationFinding } from '../results/finding.js';

/** What a slice left behind after a failure. */
export interface Remains {
  readonly slice: Slice;
  readonly tape: Uint8Array;
  readonly arena: Uint8Array;
  readonly outcome: Outcome;
}

type Bit = keyof typeof FAILURE;

/** The system call that each bit speaks of. */
const SYSCALLS: Readonly<Partial<Record<Bit, string>>> = {
  sendError: 'sendmsg',
  sendLength: 'sendmsg',
  receiveError: 'recv',
  receiveLength: 'recv',
  acceptError: 'accept',
};

/**
 * Turns what a slice left behind into a finding, bytes included.
 *
 * @param operation as the plan has it
 * @param index its number in the burst
 */
export function examine(
  workload: Workload,
  burst: Burst,
  operation: Operation,
  index: number,
  remains: Remains,
): OperationFinding {
  const { failure, errno, latencyMicroseconds } = remains.outcome;
  const first = (...bits: readonly Bit[]): Bit | undefined => bits.find((bit) => (failure & FAILURE[bit]) !== 0);
  const places = placesOf(remains.slice, remains.outcome.index);
  const bytes = bytesAt(places, burst, planOf(workload).ivSize(workload), remains);
  const at: FailedOperation = {
    ...operation,
    id: formatOperationId({ seed: workload.seed, worker: burst.worker, burst: burst.burst, operation: index }),
    worker: burst.worker,
    burst: burst.burst,
    operation: index,
    latencyMicroseconds,
    time: Date.now(),
  };

  const refused = first('sendError', 'receiveError', 'acceptError');
  if (refused !== undefined) {
    return { verdict: 'refused', at, bytes, failure: syscallFailure(SYSCALLS[refused] ?? '', errno) };
  }
  const mismatch = first('wrongBytes') === undefined ? null : compareBytes(bytes.expected, bytes.actual);
  if (first('guardBefore', 'guardAfter') !== undefined) {
    const [bytesBefore, bytesAfter] = [changed(bytes.guardBefore), changed(bytes.guardAfter)];
    return { verdict: 'overrun', at, bytes, bytesBefore, bytesAfter, mismatch };
  }
  const short = first('sendLength', 'receiveLength');
  if (short !== undefined) {
    const returned = short === 'sendLength' ? remains.outcome.result : receivedIn(remains);
    return { verdict: 'length', at, bytes, syscall: SYSCALLS[short] ?? '', returned };
  }

  // No family plans an operation that owes an errno.
  if (first('notRefused') !== undefined) throw new Error('an operation that owes an errno did not fail');

  // Before the kernel is blamed: is what we hold against it still what node:crypto says?
  const recomputed = oracleOf(workload).compute(workload, operation, bytes);
  if (compareBytes(recomputed, bytes.expected) !== null) return { verdict: 'broken', at, bytes, recomputed };
  return { verdict: 'wrong', at, bytes, mismatch };
}

/** Copies: the tape and the arena go on being used. */
function bytesAt(
  places: ReturnType<typeof placesOf>,
  burst: Burst,
  ivSize: number,
  { tape, arena }: Remains,
): OperationBytes {
  const { input, iv, expected, received } = places;
  const start = received[0]?.offset ?? GUARD_BYTES;
  const last = received.at(-1);
  const end = last === undefined ? start : last.offset + last.length;
  return {
    key: Uint8Array.from(burst.key),
    iv: iv === undefined ? new Uint8Array() : tape.slice(iv, iv + ivSize),
    input: gather(tape, input),
    expected: gather(tape, expected),
    actual: gather(arena, received),
    guardBefore: arena.slice(start - GUARD_BYTES, start),
    guardAfter: arena.slice(end, end + GUARD_BYTES),
  };
}

/** Bytes that all its pieces were said to have: the last one said something else than it was asked for. */
function receivedIn({ slice, outcome }: Remains): number {
  const before = stepsOf(slice, outcome.index).slice(0, outcome.step);
  const whole = before.filter(({ kind }) => kind === STEP_KIND.receive);
  return whole.reduce((sum, { length }) => sum + length, outcome.result);
}

function changed(guard: Uint8Array): number {
  return guard.reduce((count, byte) => (byte === POISON ? count : count + 1), 0);
}
