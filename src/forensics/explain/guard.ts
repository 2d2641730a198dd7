import { POISON } from '../../afalg/layout.js';
import { bufferOf } from '../damage.js';
import type { Explanation, GuardContent } from '../hypothesis.js';
import type { Scene } from '../scene.js';

/** Says what was written; `at` is where it stands, counted from the start of the window. */
type ContentOf = (written: Buffer, at: number) => GuardContent;

/** Guard bytes that were overwritten: where, and with what. */
export function guardOverwritten({ operation, damage }: Scene, contentOf: ContentOf): readonly Explanation[] {
  const { guardBefore, guardAfter } = operation;
  const length = damage.expected.length;
  return [
    ...overwritten('before', bufferOf(guardBefore), guardBefore.length, (bytes, at) => contentOf(bytes, at)),
    ...overwritten('after', bufferOf(guardAfter), 0, (bytes, at) => contentOf(bytes, length + at)),
  ];
}

/** @param origin where in the guard the counting starts: at the window's edge */
function overwritten(
  side: 'before' | 'after',
  guard: Buffer,
  origin: number,
  contentOf: ContentOf,
): readonly Explanation[] {
  const first = guard.findIndex((byte) => byte !== POISON);
  if (first < 0) return [];
  const end = guard.findLastIndex((byte) => byte !== POISON) + 1;
  const bytes = guard.reduce((count, byte) => (byte === POISON ? count : count + 1), 0);
  const [from, to] = [first - origin, end - origin];
  return [
    {
      what: {
        kind: 'guard-overwritten',
        side,
        from,
        to,
        bytes,
        content: contentOf(guard.subarray(first, end), from),
      },
      confidence: 'certain',
      explained: 0,
      because: `${String(bytes)} of ${String(guard.length)} guard bytes do not hold 0x${POISON.toString(16)} any more`,
    },
  ];
}
