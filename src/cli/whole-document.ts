import type { Sink } from '../guest/job-script.js';
import { print } from './output.js';

/** Holds a guest's output back until it is a whole JSON document: half of one is no answer. */
export class WholeDocument implements Sink {
  readonly #chunks: Buffer[] = [];

  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  /** Prints it; false when it is none. */
  print(): boolean {
    const text = Buffer.concat(this.#chunks).toString('utf8');
    const isWhole = isDocument(text);
    if (isWhole) print(text);
    return isWhole;
  }
}

function isDocument(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
