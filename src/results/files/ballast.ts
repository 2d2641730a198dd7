import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes: enough for a thousand lines, or for a summary. */
const BALLAST_BYTES = 256 * 1024;

const PREFIX = '.reserve-';

/** The path of one in a directory. */
export function ballastIn(directory: string, purpose: 'journal' | 'end'): string {
  return join(directory, `${PREFIX}${purpose}`);
}

export function isBallast(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * Disk space set aside at the start of a run and given back when the disk is full, so that a run which fills it can
 * still say so in its own files.
 */
export class Ballast {
  readonly #path: string;
  #present: boolean;

  constructor(path: string) {
    this.#path = path;
    const file = openSync(path, 'wx', 0o600);
    this.#present = true;
    try {
      // Written, not truncated to size: a hole takes no space. Not zeros either, for file systems that compress.
      const piece = Buffer.alloc(64 * 1024);
      for (let offset = 0; offset < BALLAST_BYTES; offset += piece.length) {
        for (let index = 0; index < piece.length; index += 4)
          piece.writeUInt32LE(((offset + index) * 2654435761) >>> 0, index);
        writeSync(file, piece);
      }
      fsyncSync(file);
    } catch (thrown) {
      this.release();
      throw thrown;
    } finally {
      closeSync(file);
    }
  }

  /** True when there was something to give back. */
  release(): boolean {
    if (!this.#present) return false;
    this.#present = false;
    rmSync(this.#path, { force: true });
    return true;
  }
}
