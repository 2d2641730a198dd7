import type { OperationOf } from '../operation.js';

export type Direction = 'encrypt' | 'decrypt';

/** What an operation of a cipher is, beside what every operation has. */
export interface SkcipherOperation {
  readonly direction: Direction;
  /** Where in the tape's plaintext its window starts, in bytes: a multiple of the block size. */
  readonly offset: number;
  /** Bytes per recv: every piece is a request to the driver, with the IV that it wrote back after the one before. */
  readonly chunk: number;
}

/** `encrypt of 2048 bytes` */
export function describeOperation({ direction, length }: OperationOf<'skcipher'>): string {
  return `${direction} of ${String(length)} bytes`;
}
