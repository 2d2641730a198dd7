import { drawPlaintext, type Burst } from '../../plan/burst.js';
import { MAX_DIGEST, type HashName } from '../../plan/hash/algorithms.js';
import type { HashOperation } from '../../plan/hash/fields.js';
import { hashMessages, hashTape, type HashWorkload } from '../../plan/hash/workload.js';
import type { FamilyOracle } from '../family-oracle.js';
import { digestOf } from './digest.js';

export const HASH_ORACLE: FamilyOracle<'hash'> = {
  fillTape,
  compute: ({ hash }, operation, { key, input }) => Buffer.concat(digestsOf(hash, operation, key, input)),
};

/** Every digest that an operation reads, in the order in which it reads them. */
export function digestsOf(
  hash: HashName,
  { path, parts, cloneFirst }: Pick<HashOperation, 'path' | 'parts' | 'cloneFirst'>,
  key: Uint8Array,
  input: Uint8Array,
): readonly Buffer[] {
  const whole = digestOf(hash, key, input);
  switch (path) {
    case 'cloned': {
      const first = digestOf(hash, key, input.subarray(0, parts[0]));
      return cloneFirst ? [first, whole] : [whole, first];
    }
    case 'twice':
      return [whole, digestOf(hash, key, new Uint8Array())];
    default:
      return [whole];
  }
}

/** Random messages, the digest of each and of its first part, and that of the empty one. */
function fillTape(workload: HashWorkload, burst: Burst, tape: Uint8Array): void {
  const { messages, digests, empty } = hashTape(workload);
  drawPlaintext(workload, burst.worker, burst.burst, tape.subarray(messages, digests));
  const digest = (message: Uint8Array, at: number): void => {
    tape.set(digestOf(workload.hash, burst.key, message), at);
  };
  for (const [index, { offset, length, cut }] of hashMessages(workload, burst).entries()) {
    const start = messages + offset;
    const at = digests + 2 * index * MAX_DIGEST;
    digest(tape.subarray(start, start + length), at);
    digest(tape.subarray(start, start + cut), at + MAX_DIGEST);
  }
  digest(new Uint8Array(), empty);
}
