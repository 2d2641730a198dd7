import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import type { Case } from '../case.js';
import { isUniform, TELLING_BYTES } from '../../chance.js';
import { bufferOf } from '../../damage.js';
import { findOnTapes, sourceOf } from './data-source.js';
import type { GuardContent } from '../../hypothesis.js';

/**
 * What was written over a guard.
 *
 * @param at where these bytes stand, counted from the start of the window
 */
export function guardContent(found: Case, written: Buffer, at: number): GuardContent {
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
