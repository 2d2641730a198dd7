import { GUARD_BYTES } from '../../afalg/layout.js';
import { arenaBytes } from '../arena.js';
import type { Burst } from '../burst.js';
import { drawMessages, messageCount, messageRoom, type Message } from '../messages.js';
import { formatMix } from '../path.js';
import type { WorkloadOf } from '../workload.js';
import { hashOf, MAX_DIGEST } from './algorithms.js';

export type HashWorkload = WorkloadOf<'hash'>;

/** Where a tape holds what: the messages, then two digests of each, then that of the empty message. */
export interface HashTape {
  readonly messages: number;
  /** The whole message's digest is at `digests + 2 * index * MAX_DIGEST`, that of its first part one MAX_DIGEST later. */
  readonly digests: number;
  readonly empty: number;
  /** Bytes of the whole tape. */
  readonly size: number;
}

export function hashTape(workload: HashWorkload): HashTape {
  const digests = messageCount(workload) * messageRoom(workload);
  const empty = digests + 2 * messageCount(workload) * MAX_DIGEST;
  return { messages: 0, digests, empty, size: empty + MAX_DIGEST };
}

/** A message, and where it is cut for a clone. */
export interface HashMessage extends Message {
  /** Bytes of its first part: 1 to all but one; 0 when it is too short to have two. */
  readonly cut: number;
}

export function hashMessages(workload: HashWorkload, burst: Burst): readonly HashMessage[] {
  const { block } = hashOf(workload.hash);
  return drawMessages(workload, burst, { step: 1, block }).map((message) => ({
    ...message,
    cut: message.length < 2 ? 0 : 1 + (message.draws[0] % (message.length - 1)),
  }));
}

/** Bytes that one operation may have written: two digests, with a guard between them. */
const RECEIVED = 2 * MAX_DIGEST + GUARD_BYTES;

export function memoryOf(workload: HashWorkload): { readonly tape: number; readonly arena: number } {
  return { tape: hashTape(workload).size, arena: arenaBytes(RECEIVED) };
}

/** In this order for ever: digests are stored. */
export function canonicalFields(workload: HashWorkload): readonly unknown[] {
  const { hash, keySize, minLength, maxLength, vary, receiveAt, mix } = workload;
  return ['hash', hash, keySize, minLength, maxLength, vary, receiveAt, formatMix(mix)];
}
