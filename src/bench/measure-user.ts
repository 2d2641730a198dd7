import { createCipheriv, createDecipheriv } from 'node:crypto';
import { HISTOGRAM_BUCKETS } from '../afalg/layout.js';
import { fillTape, ivOrNull } from '../oracle/skcipher/tape.js';
import { drawBurst } from '../plan/skcipher/draw-burst.js';
import { SkcipherBurstPlan } from '../plan/skcipher/operations.js';
import { tapeLayout } from '../plan/skcipher/tape-layout.js';
import { newSlice, placesOf, type Slice, type Span } from '../plan/slice.js';
import { cipherOf, type SkcipherWorkload } from '../plan/skcipher/workload.js';
import { bucketOf } from '../results/histogram.js';
import type { Round } from './rounds.js';

const PLANNED = 1024;
/** One operation in this many is timed: a look at the clock may cost as much as the operation. */
const TIMED = 16;

/** One message as node:crypto wants it. */
interface Message {
  readonly iv: Uint8Array | null;
  readonly input: Buffer;
  readonly expected: Buffer;
}

/** The user space side of a cell: the same messages, each with an IV of its own, as AF_ALG has them. */
export class UserLoop {
  readonly #workload: SkcipherWorkload;
  readonly #tape: Buffer;
  readonly #slice: Slice = newSlice(PLANNED, 2 * PLANNED);
  #burst = 0;

  constructor(workload: SkcipherWorkload) {
    this.#workload = workload;
    this.#tape = Buffer.alloc(tapeLayout(workload).size);
  }

  /** @returns what went wrong instead, at the first thing that does */
  round(milliseconds: number): Round | { readonly wrong: string } {
    const { direction, keySize, maxLength } = this.#workload;
    const name = cipherOf(this.#workload).nodeName(keySize);
    const { key, messages } = this.#prepare();
    const create = direction === 'encrypt' ? createCipheriv : createDecipheriv;
    const buckets = new Float64Array(HISTOGRAM_BUCKETS);
    let [operations, slowest] = [0, 0];
    const started = performance.now();
    let now = started;
    for (const end = started + milliseconds; now < end;) {
      for (let index = 0; index < TIMED; index += 1) {
        const message = messages[operations % PLANNED];
        if (message === undefined) break;
        const before = index === 0 ? performance.now() : 0;
        const cipher = create(name, key, message.iv);
        cipher.setAutoPadding(false);
        const output = cipher.update(message.input);
        const rest = cipher.final();
        if (index === 0) {
          const nanoseconds = Math.round((performance.now() - before) * 1e6);
          const bucket = bucketOf(nanoseconds);
          buckets[bucket] = (buckets[bucket] ?? 0) + 1;
          slowest = Math.max(slowest, nanoseconds);
        }
        if (rest.length > 0 || !output.equals(message.expected)) {
          return { wrong: 'node:crypto does not agree with itself' };
        }
        operations += 1;
      }
      now = performance.now();
    }
    return {
      operations,
      bytes: operations * maxLength,
      milliseconds: now - started,
      latency: [...buckets.entries()].filter(([, count]) => count > 0),
      maxMicroseconds: Math.ceil(slowest / 1000),
    };
  }

  #prepare(): { readonly key: Uint8Array; readonly messages: readonly Message[] } {
    const workload = this.#workload;
    const burst = drawBurst(workload, 0, this.#burst);
    this.#burst += 1;
    fillTape(workload, burst, this.#tape);
    new SkcipherBurstPlan(workload, burst, PLANNED).fill(this.#slice, 0, PLANNED);
    const { ivSize } = cipherOf(workload);
    const messages = Array.from({ length: PLANNED }, (_, index) => {
      const { iv = 0, input, expected } = placesOf(this.#slice, index);
      return {
        iv: ivOrNull(this.#tape.subarray(iv, iv + ivSize)),
        input: bufferOf(this.#tape, input),
        expected: bufferOf(this.#tape, expected),
      };
    });
    return { key: burst.key, messages };
  }
}

/** Of one piece: the bytes themselves, no copy. */
function bufferOf(tape: Buffer, [place]: readonly Span[]): Buffer {
  return place === undefined ? Buffer.alloc(0) : tape.subarray(place.offset, place.offset + place.length);
}
