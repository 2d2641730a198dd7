import { POISON } from '../../../afalg/layout.js';
import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import { isUniform, TELLING_BYTES, type Case } from '../case.js';
import { bufferOf } from '../../damage.js';
import { findOnTapes, sourceOf } from './data-source.js';
import type { Explanation, GuardContent } from '../../hypothesis.js';

/** Guard bytes that were overwritten: where, and with what. */
export function guardOverwritten(found: Case): readonly Explanation[] {
  const { guardBefore, guardAfter } = found.operation;
  return [
    ...overwritten(found, 'before', bufferOf(guardBefore), guardBefore.length),
    ...overwritten(found, 'after', bufferOf(guardAfter), 0),
  ];
}

/** @param origin where in the guard the counting starts: at the window's edge */
function overwritten(found: Case, side: 'before' | 'after', guard: Buffer, origin: number): readonly Explanation[] {
  const first = guard.findIndex((byte) => byte !== POISON);
  if (first < 0) return [];
  const end = guard.findLastIndex((byte) => byte !== POISON) + 1;
  const bytes = guard.reduce((count, byte) => (byte === POISON ? count : count + 1), 0);
  const [from, to] = [first - origin, end - origin];
  const at = side === 'before' ? from : found.operation.length + from;
  return [
    {
      what: {
        kind: 'guard-overwritten',
        side,
        from,
        to,
        bytes,
        content: contentOf(found, guard.subarray(first, end), at),
      },
      confidence: 'certain',
      explained: 0,
      because: `${String(bytes)} of ${String(guard.length)} guard bytes do not hold 0x${POISON.toString(16)} any more`,
    },
  ];
}

/** @param at where these bytes stand, counted from the start of the window */
function contentOf(found: Case, written: Buffer, at: number): GuardContent {
  const { operation, damage } = found;
  if (isUniform(written)) return { kind: 'value', value: written[0] ?? 0 };
  const probe = written.subarray(0, AES_BLOCK);
  if (probe.length < TELLING_BYTES) return { kind: 'unknown' };
  const ciphertext = bufferOf(operation.direction === 'encrypt' ? operation.expected : operation.input);
  if (operation.iv.length > 0 && probe.equals(operation.iv.subarray(0, probe.length))) return { kind: 'own-iv' };
  if (probe.equals(ciphertext.subarray(-AES_BLOCK).subarray(0, probe.length))) return { kind: 'own-last-block' };
  const inOutput = damage.expected.indexOf(probe);
  if (inOutput >= 0) return { kind: 'own-output', offset: inOutput };
  const hit = findOnTapes(found, probe);
  if (hit === undefined) return { kind: 'unknown' };
  return { kind: 'data', source: sourceOf(found, hit.place, hit.burst, at, probe.length) };
}
