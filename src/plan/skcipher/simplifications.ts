import type { OperationOf } from '../operation.js';
import type { Change, Simplification } from '../simplification.js';
import { AES_BLOCK } from './cipher.js';
import type { Direction } from './fields.js';
import type { SkcipherWorkload } from './workload.js';

/** Fewer pieces; then one direction only, that of the operation that failed first. */
export function simplifications(
  { chunks, direction }: SkcipherWorkload,
  failed: OperationOf<'skcipher'>,
): readonly Simplification<'skcipher'>[] {
  const other: Direction = failed.direction === 'encrypt' ? 'decrypt' : 'encrypt';
  return [
    { kind: 'least', surroundings: true, changes: Array.from({ length: chunks }, (_, index) => toChunks(index + 1)) },
    {
      kind: 'one-of',
      surroundings: false,
      changes: direction === 'mixed' ? [failed.direction, other].map(toDirection) : [],
    },
  ];
}

/** Of its own kind, if it ends in a partial block. */
export function lengthsUpTo(_workload: SkcipherWorkload, longest: number): readonly number[] {
  const first = longest % AES_BLOCK === 0 ? AES_BLOCK : longest % AES_BLOCK;
  return Array.from({ length: (longest - first) / AES_BLOCK + 1 }, (_, index) => first + index * AES_BLOCK);
}

function toChunks(chunks: number): Change<'skcipher'> {
  return {
    text: `${String(chunks)} chunk${chunks === 1 ? '' : 's'}`,
    apply: (workload) => ({ ...workload, chunks }),
  };
}

function toDirection(direction: Direction): Change<'skcipher'> {
  return { text: `${direction} only`, apply: (workload) => ({ ...workload, direction }) };
}
