import { createHash } from 'node:crypto';
import { ALG_OP, GUARD_BYTES, POISON } from '#dist/afalg/layout.js';
import { native } from '#dist/afalg/native.js';
import { failureOf } from '#dist/afalg/syscall-failure.js';
import { MSG, type Op } from '#dist/afalg/tfm.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';

export const KEY = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

/** What came of one request. */
export interface Request {
  /** As in the engine's fault log. */
  readonly tag: string;
  readonly input: Buffer;
  readonly expected: Buffer;
  /** What recv returned, or the code of its error. */
  readonly result: number | string;
  readonly output: Buffer;
  /** How many bytes behind the output are not what they were. */
  readonly changedBehind: number;
}

/** The index-th IV: no two have their first eight bytes in common. */
export function ivOf(index: number): Buffer {
  return createHash('sha256')
    .update(`iv ${String(index)}`)
    .digest()
    .subarray(0, 16);
}

let arena: Uint8Array | undefined;

/** One cbc(aes) encryption of `length` bytes, with a poisoned receive buffer that begins on a page of its own. */
export function request(op: Op, index: number, length: number, iv: Buffer = ivOf(index)): Request {
  const input = Buffer.alloc(length, index);
  arena ??= native().createArena(64 * 1024);
  arena.fill(POISON);
  op.send({ operation: ALG_OP.encrypt, iv }, [input], 0);
  const output = arena.subarray(0, length);
  let result: number | string;
  try {
    result = op.receive([output], MSG.DONTWAIT);
  } catch (thrown) {
    result = failureOf(thrown)?.code ?? String(thrown);
  }
  return {
    tag: iv.toString('hex', 0, 8),
    input,
    expected: computeDirectly('cbc', 'encrypt', KEY, iv, input),
    result,
    output: Buffer.from(output),
    changedBehind: arena.subarray(length, length + GUARD_BYTES).filter((byte) => byte !== POISON).length,
  };
}

/** Whether a user would have had nothing to complain about. */
export function isRight({ result, output, expected, changedBehind }: Request): boolean {
  return result === expected.length && output.equals(expected) && changedBehind === 0;
}
