import { FAILURE, GUARD_BYTES, OUTCOME, POISON, RECORD, RECORD_WORDS } from '../afalg/layout.js';
import type { Lane } from '../afalg/native.js';
import { syscallFailure } from '../afalg/syscall-failure.js';
import { computeDirectly } from '../oracle/direct.js';
import type { Burst } from '../plan/burst.js';
import type { Operation } from '../plan/operations.js';
import { formatOperationId, type Workload } from '../plan/workload.js';
import type { OperationBytes } from '../forensics/damaged-operation.js';
import type { FailedOperation, OperationFinding } from '../results/finding.js';
import { compareBytes } from '../forensics/mismatch.js';

/** The failed operation as the plan has it. */
interface Failed {
  readonly operation: Operation;
  readonly index: number;
  /** Its row in `records`. */
  readonly row: number;
}

/** Turns what a slice left behind after a failure into a finding, bytes included. */
export function examine(
  workload: Workload,
  burst: Burst,
  lane: Lane,
  records: Uint32Array,
  { operation, index, row }: Failed,
): OperationFinding {
  const outcome = (word: keyof typeof OUTCOME): number => lane.outcome[OUTCOME[word]] ?? 0;
  const failure = outcome('failure');
  const is = (bit: keyof typeof FAILURE): boolean => (failure & FAILURE[bit]) !== 0;
  const bytes = collect(burst, lane, records, row);
  const at: FailedOperation = {
    ...operation,
    id: formatOperationId({ seed: workload.seed, worker: burst.worker, burst: burst.burst, operation: index }),
    worker: burst.worker,
    burst: burst.burst,
    operation: index,
    latencyMicroseconds: outcome('latencyMicroseconds'),
    time: Date.now(),
  };

  if (is('sendError') || is('receiveError')) {
    const syscall = is('sendError') ? 'sendmsg' : 'recv';
    return { verdict: 'refused', at, bytes, failure: syscallFailure(syscall, outcome('errno')) };
  }
  const mismatch = is('wrongBytes') ? compareBytes(bytes.expected, bytes.actual) : null;
  if (is('guardBefore') || is('guardAfter')) {
    const [bytesBefore, bytesAfter] = [changed(bytes.guardBefore), changed(bytes.guardAfter)];
    return { verdict: 'overrun', at, bytes, bytesBefore, bytesAfter, mismatch };
  }
  if (is('sendLength') || is('receiveLength')) {
    const syscall = is('sendLength') ? 'sendmsg' : 'recv';
    return { verdict: 'length', at, bytes, syscall, returned: outcome('result') };
  }

  // Before the kernel is blamed: is what we hold against it still what node:crypto says?
  const { key, iv, input } = bytes;
  const recomputed = computeDirectly(workload.mode, operation.direction, key, iv, input);
  if (compareBytes(recomputed, bytes.expected) !== null) return { verdict: 'broken', at, bytes, recomputed };
  return { verdict: 'wrong', at, bytes, mismatch };
}

/** Copies: the tape and the arena go on being used. */
function collect(burst: Burst, lane: Lane, records: Uint32Array, row: number): OperationBytes {
  const field = (name: keyof typeof RECORD): number => records[row * RECORD_WORDS + RECORD[name]] ?? 0;
  const length = field('length');
  const received = field('receiveOffset');
  return {
    key: Uint8Array.from(burst.key),
    iv: lane.tape.slice(field('ivOffset'), field('ivOffset') + lane.ivSize),
    input: lane.tape.slice(field('inputOffset'), field('inputOffset') + length),
    expected: lane.tape.slice(field('expectedOffset'), field('expectedOffset') + length),
    actual: lane.arena.slice(received, received + length),
    guardBefore: lane.arena.slice(received - GUARD_BYTES, received),
    guardAfter: lane.arena.slice(received + length, received + length + GUARD_BYTES),
  };
}

function changed(guard: Uint8Array): number {
  return guard.reduce((count, byte) => (byte === POISON ? count : count + 1), 0);
}
