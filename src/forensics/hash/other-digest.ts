import { digestOf } from '../../oracle/hash/digest.js';
import { digestsOf, HASH_ORACLE } from '../../oracle/hash/oracle.js';
import { hashOf, MAX_DIGEST } from '../../plan/hash/algorithms.js';
import { drawBurst } from '../../plan/hash/draw-burst.js';
import { hashMessages, hashTape } from '../../plan/hash/workload.js';
import type { Damage } from '../damage.js';
import type { DamagedOperationOf } from '../damaged-operation.js';
import type { Explanation, Happening } from '../hypothesis.js';
import type { NearbyBurst } from '../neighbourhood.js';

type HashDamage = DamagedOperationOf<'hash'>;

/** One of the digests that an operation reads, when it is wrong. */
interface WrongDigest {
  /** Bytes of the output before it. */
  readonly at: number;
  readonly actual: Buffer;
}

/** Something else that a digest can be of. */
interface Candidate {
  readonly what: Happening;
  readonly because: string;
  readonly digest: Uint8Array;
}

/** Widths of words whose bytes engines and drivers put in the other order, in bytes. */
const WORDS = [4, 8] as const;

/** What the wrong digest is the right one of. It cannot be so by chance. */
export function otherDigests(
  operation: HashDamage,
  damage: Damage,
  nearby: readonly NearbyBurst[],
): readonly Explanation[] {
  return wrongDigests(operation, damage).flatMap(({ at, actual }) => {
    const explained = damage.countIn(at, at + actual.length);
    for (const candidate of candidates(operation, damage, at, actual.length, nearby)) {
      if (!actual.equals(candidate.digest)) continue;
      const { what, because } = candidate;
      return [{ what, confidence: explained === damage.count ? 'certain' : 'possible', explained, because }] as const;
    }
    return [];
  });
}

function wrongDigests(operation: HashDamage, { expected, actual }: Damage): readonly WrongDigest[] {
  const digests = digestsOf(operation.workload.hash, operation, operation.key, operation.input);
  const size = digests[0]?.length ?? expected.length;
  return digests.flatMap((_, index) => {
    const [from, to] = [index * size, (index + 1) * size];
    return actual.subarray(from, to).equals(expected.subarray(from, to))
      ? []
      : [{ at: from, actual: actual.subarray(from, to) }];
  });
}

/** Cheap ones first. */
function* candidates(
  operation: HashDamage,
  { expected }: Damage,
  at: number,
  size: number,
  nearby: readonly NearbyBurst[],
): Generator<Candidate> {
  const { workload, key, input, parts } = operation;
  const { hash } = workload;
  const right = expected.subarray(at, at + size);
  for (const bytes of WORDS) {
    const because = `each ${String(bytes)} bytes of it are the right ones in reverse`;
    yield { what: { kind: 'words-swapped', bytes }, because, digest: swapped(right, bytes) };
  }
  if (expected.length > size && operation.path === 'cloned') {
    const digest = expected.subarray(size - at, 2 * size - at);
    yield {
      what: { kind: 'other-digest', source: { kind: 'clone' } },
      because: 'it is what the other should be',
      digest,
    };
  }
  const empty = digestOf(hash, key, new Uint8Array());
  yield {
    what: { kind: 'other-digest', source: { kind: 'empty' } },
    because: 'as if nothing had been sent',
    digest: empty,
  };
  let from = 0;
  for (const length of parts) {
    const to = from + length;
    const without = Buffer.concat([input.subarray(0, from), input.subarray(to)]);
    const because = `computed without what one sendmsg brought, ${String(length)} bytes`;
    if (parts.length > 1)
      yield { what: { kind: 'part-lost', from, to }, because, digest: digestOf(hash, key, without) };
    from = to;
  }
  yield* elsewhere(operation, nearby);
}

/** Every digest that operations near by read, and what this message gives under their keys. */
function* elsewhere({ workload, key, input }: HashDamage, nearby: readonly NearbyBurst[]): Generator<Candidate> {
  const { digests, size } = hashTape(workload);
  for (const { worker, burst } of nearby) {
    const drawn = drawBurst(workload, worker, burst);
    if (!Buffer.from(drawn.key).equals(key)) {
      const because = 'computed with that key it is what was read';
      const digest = digestOf(workload.hash, drawn.key, input);
      yield { what: { kind: 'wrong-key', source: { kind: 'burst', worker, burst } }, because, digest };
    }
    const tape = new Uint8Array(size);
    HASH_ORACLE.fillTape(workload, drawn, tape);
    const bytes = hashOf(workload.hash).size;
    for (const message of hashMessages(workload, drawn).keys()) {
      for (const whole of [true, false]) {
        const start = digests + (2 * message + (whole ? 0 : 1)) * MAX_DIGEST;
        const digest = tape.subarray(start, start + bytes);
        const because = 'byte for byte what another operation should read';
        const source = { kind: 'message', worker, burst, message, whole } as const;
        yield { what: { kind: 'other-digest', source }, because, digest };
      }
    }
  }
}

function swapped(digest: Buffer, bytes: (typeof WORDS)[number]): Buffer {
  const copy = Buffer.from(digest);
  if (copy.length % bytes !== 0) return copy;
  return bytes === 4 ? copy.swap32() : copy.swap64();
}
