import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

/** A text file that grows line by line, up to a limit: what comes after is counted. */
export class BoundedLog {
  readonly #file: number;
  #room: number;
  #dropped = 0;

  /** @param bytes at most this many */
  constructor(path: string, bytes: number) {
    this.#file = openSync(path, 'wx', 0o644);
    this.#room = bytes;
  }

  /** Lines that are not in the file: beyond the limit, or refused by the disk. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Lines without their line breaks. */
  append(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    if (this.#dropped > 0 || bytes.length > this.#room || !this.#write(bytes)) {
      this.#dropped += lines.length;
      return;
    }
    this.#room -= bytes.length;
  }

  sync(): void {
    try {
      fdatasyncSync(this.#file);
    } catch {
      // Then it reaches the disk when the kernel thinks fit.
    }
  }

  /** Says in the file itself how much is missing. */
  close(): void {
    if (this.#dropped > 0) this.#write(Buffer.from(`--- ${String(this.#dropped)} more records were not kept\n`));
    this.sync();
    closeSync(this.#file);
  }

  #write(bytes: Buffer): boolean {
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
      return true;
    } catch {
      return false;
    }
  }
}
