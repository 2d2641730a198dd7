import { computeDirectly } from '../../../oracle/skcipher/direct.js';
import { AES_BLOCK } from '../../../plan/skcipher/cipher.js';
import { hex, type Case } from '../case.js';

/**
 * The IV under which the block at `from` of the operation is what it is: D(C0) xor P0 for CBC, whichever of the two came
 * from the kernel; the counter that makes the keystream for CTR.
 */
export function solveIv({ operation, damage }: Case, from: number): Buffer {
  const { workload, direction, key, input } = operation;
  const [block, output] = [input.subarray(from, from + AES_BLOCK), damage.actual.subarray(from, from + AES_BLOCK)];
  const undo = (bytes: Uint8Array): Buffer => computeDirectly('ecb', 'decrypt', key, new Uint8Array(0), bytes);
  if (workload.mode === 'ctr') return undo(xor(block, output));
  return direction === 'encrypt' ? xor(undo(output), block) : xor(undo(block), output);
}

/** Blocks from one counter to another; SP 800-38A, B.1. */
export function counterDistance(from: Uint8Array, to: Uint8Array): bigint {
  return BigInt.asUintN(128, valueOf(to) - valueOf(from));
}

/** The counter a number of blocks on. */
export function counterAfter(counter: Uint8Array, blocks: number): Buffer {
  const sum = BigInt.asUintN(128, valueOf(counter) + BigInt(blocks));
  return Buffer.from(sum.toString(16).padStart(2 * AES_BLOCK, '0'), 'hex');
}

export function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}

function valueOf(counter: Uint8Array): bigint {
  return BigInt(`0x${hex(counter)}`);
}
