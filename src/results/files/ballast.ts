import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

/** Bytes: enough for a thousand lines, or for a summary. */
const BALLAST_BYTES = 256 * 1024;

/**
 * Disk space set aside at the start of a run and given back when the disk is full, so that a run which fills it can
 * still say so in its own files.
 */
export class Ballast {
  readonly #path: string;
  #present = true;

  private constructor(path: string) {
    this.#path = path;
  }

  /** What a run that did not end has left of one; nothing where it is gone. */
  static left(path: string): Ballast {
    const ballast = new Ballast(path);
    ballast.#present = existsSync(path);
    return ballast;
  }

  static make(path: string): Ballast {
    const ballast = new Ballast(path);
    ballast.#fill();
    return ballast;
  }

  #fill(): void {
    const file = openSync(this.#path, 'wx', 0o600);
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
