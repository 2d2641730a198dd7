import { drawPlace } from '../arena.js';
import type { OperationOf } from '../operation.js';
import { PathDraw } from '../path.js';
import { scale } from '../scale.js';
import { MOST_PARTS } from './exchange.js';
import type { HashMessage, HashWorkload } from './workload.js';

/** Draws operations about the messages of a burst. */
export class HashDraw {
  readonly #workload: HashWorkload;
  readonly #messages: readonly HashMessage[];
  readonly #paths: PathDraw;

  constructor(workload: HashWorkload, messages: readonly HashMessage[]) {
    this.#workload = workload;
    this.#messages = messages;
    this.#paths = new PathDraw(workload.mix);
  }

  operation(words: readonly number[]): OperationOf<'hash'> {
    const [which = 0, path = 0, place = 0, bits = 0, ...cuts] = words;
    const message = scale(which, this.#messages.length);
    const { length = 0, cut = 0 } = this.#messages[message] ?? {};
    const drawn = this.#paths.path(path);
    const common = { family: 'hash', length, receiveOffset: drawPlace(this.#workload, place), message } as const;
    const whole = { ...common, parts: [length], open: false, cloneFirst: false };
    switch (drawn) {
      case 'cloned':
        return cut === 0
          ? { ...whole, path: 'single' }
          : { ...whole, path: drawn, parts: [cut, length - cut], cloneFirst: (bits & 1) !== 0 };
      case 'streamed':
        // An empty part before there is any data starts no hash (crypto/algif_hash.c, since Linux 6.5).
        return length < 2
          ? { ...whole, path: 'single' }
          : { ...whole, path: drawn, parts: partsOf(length, cuts), open: (bits & 1) !== 0 };
      default:
        return { ...whole, path: drawn };
    }
  }
}

/** Random parts of a message, none of them empty. */
function partsOf(length: number, cuts: readonly number[]): readonly number[] {
  const places = cuts.slice(0, MOST_PARTS - 1).map((random) => 1 + scale(random, length - 1));
  const edges = [...new Set([0, ...places, length])].sort((one, other) => one - other);
  return edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0));
}
