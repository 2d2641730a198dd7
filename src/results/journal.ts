import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { pino, type Logger } from 'pino';
import type { LogLevel } from '../options/log-level.js';
import { EVENT, EVENT_LEVELS, type JournalEvent } from './documents/events.js';

/**
 * events.ndjson: one JSON object per line, written synchronously, so that a line which was logged is in the file
 * whatever happens to this process, and synced to the disk on request, so that it survives the machine.
 */
export class Journal {
  readonly #log: Logger;
  readonly #file: number;
  readonly #makeRoom: () => boolean;
  #length = 0;
  #lost = 0;

  /**
   * @param how `again`: of a run that did not end, whose last line may be torn
   * @param makeRoom called when the disk is full; true when it freed something, and writing is worth another try
   */
  constructor(path: string, how: 'new' | 'again', level: LogLevel, makeRoom: () => boolean) {
    this.#makeRoom = makeRoom;
    const isTorn = how === 'again' && !readFileSync(path, 'utf8').endsWith('\n');
    this.#file = openSync(path, how === 'new' ? 'ax' : 'a', 0o644);
    this.#length = fstatSync(this.#file).size;
    if (isTorn) this.#write('\n');
    this.#log = pino(
      {
        base: null,
        level,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      {
        write: (line: string) => {
          this.#write(line);
        },
      },
    );
  }

  /** Writes a line; what it is decides how grave it is. */
  record(event: JournalEvent): void {
    this.#log[EVENT_LEVELS[event.event]](EVENT.write(event));
  }

  /** Lines that could not be written: not 0 means that the results are incomplete. */
  get lost(): number {
    return this.#lost;
  }

  /** Everything logged so far is on the disk when this returns true. */
  sync(): boolean {
    try {
      fdatasyncSync(this.#file);
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.sync();
    closeSync(this.#file);
  }

  #write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.#append(bytes)) return;
    if (this.#makeRoom() && this.#append(bytes)) return;
    this.#lost += 1;
  }

  /** All of it or nothing: a line that did not fit is cut off again. */
  #append(bytes: Buffer): boolean {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
      this.#length += bytes.length;
      return true;
    } catch {
      try {
        ftruncateSync(this.#file, this.#length);
      } catch {
        // Then the reader meets a torn line, which it must be able to take anyway.
      }
      return false;
    }
  }
}
