import { fillTape } from '../../oracle/skcipher/tape.js';
import { type Burst } from '../../plan/burst.js';
import { drawBurst } from '../../plan/skcipher/draw-burst.js';
import { tapeLayout, type TapeLayout } from '../../plan/skcipher/tape-layout.js';
import type { SkcipherWorkload } from '../../plan/skcipher/workload.js';
import { bufferOf } from '../damage.js';
import type { TapePlace } from '../hypothesis.js';

/** Bytes of tapes kept: those of ten workers' last two bursts. */
const KEPT_BYTES = 4 * 1024 * 1024;

interface Tape {
  readonly burst: Burst;
  readonly bytes: Buffer;
}

/**
 * The tapes of any worker's bursts, rebuilt when asked for: all data that any operation of the run has had as its
 * input, output or IV. The latest are kept, since findings come in clusters.
 */
export class Tapes {
  readonly workload: SkcipherWorkload;
  readonly layout: TapeLayout;
  readonly #tapes = new Map<string, Tape>();
  readonly #kept: number;

  constructor(workload: SkcipherWorkload) {
    this.workload = workload;
    this.layout = tapeLayout(workload);
    this.#kept = Math.max(2, Math.floor(KEPT_BYTES / this.layout.size));
  }

  /** Its plaintext. */
  plaintext(worker: number, burst: number): Buffer {
    return this.#part(worker, burst, 'plaintext');
  }

  ciphertext(worker: number, burst: number): Buffer {
    return this.#part(worker, burst, 'ciphertext');
  }

  burst(worker: number, burst: number): Burst {
    return this.#tape(worker, burst).burst;
  }

  /** Where a tape holds these bytes, at any alignment. */
  find(worker: number, burst: number, bytes: Uint8Array): TapePlace | undefined {
    for (const part of ['ciphertext', 'plaintext'] as const) {
      const offset = this.#part(worker, burst, part).indexOf(bytes);
      if (offset >= 0) return { worker, burst, part, offset };
    }
    return undefined;
  }

  /** What stands at a place, `length` bytes of it or as many as there are. */
  bytesAt({ worker, burst, part, offset }: TapePlace, length: number): Buffer {
    return this.#part(worker, burst, part).subarray(Math.max(0, offset), Math.max(0, offset + length));
  }

  #part(worker: number, burst: number, part: TapePlace['part']): Buffer {
    const start = this.layout[part];
    return this.#tape(worker, burst).bytes.subarray(start, start + this.layout.length);
  }

  #tape(worker: number, burst: number): Tape {
    const name = `${String(worker)}:${String(burst)}`;
    const known = this.#tapes.get(name);
    const tape = known ?? this.#build(worker, burst);
    // The least recently used comes first, and goes first.
    this.#tapes.delete(name);
    this.#tapes.set(name, tape);
    if (this.#tapes.size > this.#kept) {
      const [oldest] = this.#tapes.keys();
      if (oldest !== undefined) this.#tapes.delete(oldest);
    }
    return tape;
  }

  #build(worker: number, index: number): Tape {
    const burst = drawBurst(this.workload, worker, index);
    const bytes = new Uint8Array(this.layout.size);
    fillTape(this.workload, burst, bytes);
    return { burst, bytes: bufferOf(bytes) };
  }
}
