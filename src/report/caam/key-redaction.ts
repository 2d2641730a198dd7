import { createHash } from 'node:crypto';
import type { Instruction } from '../../caam/descriptor/command.js';
import type { Disassembly } from '../../caam/descriptor/disassemble.js';
import type { ImmediateData, WordRole } from '../../caam/descriptor/word-reader.js';

/** What stands for the digits of key material. */
export const REDACTED = 'redacted';

/** So short a key could be found from its hash by trying. */
const SHORTEST_HASHED = 16;

/** Whether an instruction carries a key inline. */
export function carriesKey({ index, size }: Instruction, { roles }: Disassembly): boolean {
  return roles.slice(index, index + size).includes('key');
}

/**
 * Whether nothing says which words are keys: a descriptor begins with a header, and one without may begin anywhere, even
 * within a key. Zeros hide nothing.
 */
export function hidesAll({ instructions, words }: Disassembly): boolean {
  const op = instructions[0]?.op;
  return op !== 'JOB_HEADER' && op !== 'SHARED_HEADER' && words.some((word) => word !== 0);
}

/** Why. */
export const HIDDEN_BECAUSE = 'without a header a key cannot be told from commands';

/** Whether a word is not to be shown unasked. */
export function isHidden(role: WordRole | undefined): boolean {
  return role === 'key' || role === 'unknown';
}

/**
 * Tells two keys apart without showing either: `16 bytes, sha256 3f2a91c0...`. Of a key that is not whole, or may not be,
 * only how much of it is there.
 */
export function keyFingerprint({ immBytes, immData }: ImmediateData, { isDoubtful }: Disassembly): string {
  const bytes = Buffer.from(immData.replaceAll('?', ''), 'hex');
  const size = `${String(immBytes)} bytes`;
  if (bytes.length < immBytes) return `${size}, ${String(bytes.length)} of them in the dump`;
  if (bytes.length < SHORTEST_HASHED || isDoubtful) return size;
  return `${size}, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}...`;
}
