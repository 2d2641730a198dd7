import type { OperationOf } from '../operation.js';

/** `encrypt of 2048 bytes` */
export function describeOperation({ direction, length }: OperationOf<'skcipher'>): string {
  return `${direction} of ${String(length)} bytes`;
}
