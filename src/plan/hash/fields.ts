import type { Mix, Path } from '../path.js';
import type { HashName } from './algorithms.js';

/** What decides the operations of a hash, beside what every workload has. */
export interface HashFields {
  readonly hash: HashName;
  /** Bytes; 0 for an algorithm without a key, and for a length of its own in each burst. */
  readonly keySize: number;
  readonly mix: Mix;
}

/** What an operation of a hash is, beside what every operation has. */
export interface HashOperation {
  readonly path: Path;
  /** Which message of the tape. */
  readonly message: number;
  /** Bytes of each sendmsg; the parts before a clone, and after it. */
  readonly parts: readonly number[];
  /** Whether the last sendmsg says that more is to come, so that it is recv that ends the hash. */
  readonly open: boolean;
  /** Of a clone: whether it is read before the socket that it was made of goes on. */
  readonly cloneFirst: boolean;
}
