import { POISON } from '../../afalg/layout.js';
import type { CommonDamage } from '../damaged-operation.js';
import type { Scene } from '../scene.js';
import type { Explanation } from '../hypothesis.js';

/** More than any buffer holds is not a count but a status word of the engine. */
const LONGEST = 0x0100_0000;

/** What the system calls said, where the bytes alone do not say it. */
export function reported({ operation, damage }: Scene): readonly Explanation[] {
  const { reportedAs } = operation;
  const right = damage.count === 0;
  const sure = { confidence: 'certain', explained: 0 } as const;
  const complete: readonly Explanation[] = right
    ? [{ ...sure, what: { kind: 'complete' }, because: 'every byte of the output is right' }]
    : [];
  switch (reportedAs.kind) {
    case 'done':
      return right && guardsIntact(operation)
        ? [{ ...sure, what: { kind: 'late' }, because: 'the bytes were wrong at first, and right when looked at' }]
        : [];
    case 'error':
      return complete;
    case 'length': {
      const { returned, syscall } = reportedAs;
      const because = `${syscall} returned ${String(returned)}`;
      return returned > LONGEST
        ? [{ ...sure, what: { kind: 'status-as-length', status: returned }, because }, ...complete]
        : [{ ...sure, what: { kind: 'wrong-length', returned }, because }, ...complete];
    }
  }
}

function guardsIntact({ guardBefore, guardAfter }: CommonDamage): boolean {
  return [guardBefore, guardAfter].every((guard) => guard.every((byte) => byte === POISON));
}
