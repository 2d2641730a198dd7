import { createHash } from 'node:crypto';
import type { Instruction } from '../../caam/descriptor/command.js';
import type { Disassembly } from '../../caam/descriptor/disassemble.js';

/** What stands for the digits of key material. */
export const REDACTED = 'redacted';

/** So short a key could be found from its hash by trying. */
const SHORTEST_HASHED = 16;

/** Whether an instruction carries a key inline. */
export function carriesKey({ index, size }: Instruction, { roles }: Disassembly): boolean {
  return roles.slice(index, index + size).includes('key');
}

/** Tells two keys apart without showing either: `16 bytes, sha256 3f2a91c0...`. */
export function keyFingerprint(immData: string): string {
  const bytes = Buffer.from(immData, 'hex');
  const size = `${String(bytes.length)} bytes`;
  if (bytes.length < SHORTEST_HASHED) return size;
  return `${size}, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}...`;
}
