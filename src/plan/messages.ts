import { RandomStream, STREAM_BLOCK } from './random-stream.js';
import { scale } from './scale.js';
import type { Burst } from './burst.js';
import type { CommonWorkload } from './workload.js';

/** Bytes of messages on a tape, unless they are so long that few would fit. */
const TAPE_BYTES = 64 * 1024;
const FEWEST = 4;
const MOST = 64;
/** Where on a cache line a message may start. */
const PLACES = 64;

/** One message on a tape. */
export interface Message {
  /** Bytes from the start of the messages. */
  readonly offset: number;
  readonly length: number;
  /** Further draws for whoever needs them: 32 random bits each. */
  readonly draws: readonly [number, number, number, number];
}

/** How many messages a tape of this workload has. */
export function messageCount({ maxLength }: Pick<CommonWorkload, 'maxLength'>): number {
  return Math.min(MOST, Math.max(FEWEST, Math.floor(TAPE_BYTES / Math.max(1, maxLength))));
}

/** Bytes that each message has on the tape, room to start anywhere on a cache line included. */
export function messageRoom({ maxLength }: Pick<CommonWorkload, 'maxLength'>): number {
  return Math.ceil(maxLength / PLACES) * PLACES + PLACES;
}

/** What lengths a family's messages may have. */
export interface Lengths {
  /** Lengths are multiples of this many bytes. */
  readonly step: number;
  /** Bytes: a quarter of the lengths is drawn around multiples of it. */
  readonly block: number;
}

/**
 * The messages that a burst's operations are about, for algorithms of which not every part of a long text is a message:
 * each is computed once by the oracle, and asked for again and again, in many ways.
 */
export function drawMessages(workload: CommonWorkload, burst: Burst, lengths: Lengths): readonly Message[] {
  const count = messageCount(workload);
  const room = messageRoom(workload);
  const bytes = Buffer.alloc(count * 2 * STREAM_BLOCK);
  new RandomStream('messages', workload.seed, burst.worker, burst.burst).fill(bytes, 0);
  return Array.from({ length: count }, (_, index) => {
    const word = (at: number): number => bytes.readUInt32LE(index * 2 * STREAM_BLOCK + at * 4);
    const length = workload.vary === 'burst' ? burst.length : drawLength(workload, lengths, index, word(0), word(1));
    return {
      offset: index * room + scale(word(2), PLACES),
      length,
      draws: [word(3), word(4), word(5), word(6)],
    };
  });
}

/** The shortest first; then a quarter around block edges, and the others anywhere. */
function drawLength(
  { minLength, maxLength }: CommonWorkload,
  { step, block }: Lengths,
  index: number,
  kind: number,
  random: number,
): number {
  if (index === 0) return minLength;
  if (kind % 4 > 0) return anyLength(minLength, maxLength, step, random);
  const edge = block * (1 + scale(random, Math.max(1, Math.floor(maxLength / block))));
  const around = edge + step * ((kind >>> 2) % 3) - step;
  return Math.min(maxLength, Math.max(minLength, around - ((around - minLength) % step)));
}

/** Any length that the workload allows, one as likely as the other. */
export function anyLength(minLength: number, maxLength: number, step: number, random: number): number {
  return minLength + step * scale(random, Math.floor((maxLength - minLength) / step) + 1);
}
