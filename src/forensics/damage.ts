import { bitsSet } from './mismatch.js';

/** The differing bytes of one output, found once and then asked about by every hypothesis. */
export class Damage {
  readonly expected: Buffer;
  readonly actual: Buffer;
  /** Offsets of the bytes that differ, rising. */
  readonly positions: Uint32Array;

  constructor(expected: Uint8Array, actual: Uint8Array) {
    this.expected = bufferOf(expected);
    this.actual = bufferOf(actual);
    const positions: number[] = [];
    if (!this.expected.equals(this.actual)) {
      for (let at = 0; at < expected.length; at += 1) if (expected[at] !== actual[at]) positions.push(at);
    }
    this.positions = Uint32Array.from(positions);
  }

  get count(): number {
    return this.positions.length;
  }

  get first(): number {
    return this.positions[0] ?? 0;
  }

  /** Not part of the damage any more. */
  get end(): number {
    return (this.positions.at(-1) ?? -1) + 1;
  }

  /** How many differing bytes in [from, to) hold what is predicted for them. */
  explainedBy(predicted: (position: number) => number | undefined, from = 0, to = Infinity): number {
    let explained = 0;
    for (const position of this.positions) {
      if (position < from || position >= to) continue;
      if (this.actual[position] === predicted(position)) explained += 1;
    }
    return explained;
  }

  /** How many differing bytes lie in [from, to). */
  countIn(from: number, to: number): number {
    return this.positions.reduce((count, position) => (position >= from && position < to ? count + 1 : count), 0);
  }

  get bits(): number {
    return this.positions.reduce((bits, at) => bits + bitsSet((this.expected[at] ?? 0) ^ (this.actual[at] ?? 0)), 0);
  }
}

/** The same bytes, with the methods of a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
