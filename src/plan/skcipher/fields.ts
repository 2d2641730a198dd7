import type { CipherMode } from './cipher.js';

export const DIRECTIONS = ['mixed', 'encrypt', 'decrypt'] as const;

/** What decides the operations of a cipher, beside what every workload has. */
export interface SkcipherFields {
  readonly mode: CipherMode;
  /** Bytes. */
  readonly keySize: number;
  readonly direction: (typeof DIRECTIONS)[number];
  /** In how many pieces the result of an operation is received; fewer when it has fewer blocks. */
  readonly chunks: number;
}

export type Direction = 'encrypt' | 'decrypt';

/** What an operation of a cipher is, beside what every operation has. */
export interface SkcipherOperation {
  readonly direction: Direction;
  /** Where in the tape's plaintext its window starts, in bytes: a multiple of the block size. */
  readonly offset: number;
  /** Bytes per recv: every piece is a request to the driver, with the IV that it wrote back after the one before. */
  readonly chunk: number;
}
