import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodeOf } from '../../kernel/error-code.js';
import { Ballast } from './ballast.js';
import type { LogLevel } from '../../options/log-level.js';
import { Journal } from '../journal.js';
import { makeDirectories } from './make-directories.js';
import { newDirectory } from './new-directory.js';
import { unwritableResults } from './unwritable-results.js';
import { syncDirectory, writeFileAtomically } from './write-file.js';

const JOURNAL = 'events.ndjson';

/** The directory of one run, and the files directly in it. */
export class RunDirectory {
  readonly path: string;
  readonly journal: Journal;
  /** For the lines of the journal when the disk is full, and for the end of the run. */
  readonly #journalReserve: Ballast;
  readonly #endReserve: Ballast;
  #lostFiles = 0;
  #full = false;

  private constructor(path: string, how: 'new' | 'again', level: LogLevel) {
    this.path = path;
    const reserve = (name: string): Ballast => Ballast[how === 'new' ? 'make' : 'left'](join(path, name));
    this.#journalReserve = reserve('.reserve-journal');
    this.#endReserve = reserve('.reserve-end');
    this.journal = new Journal(join(path, JOURNAL), how, level, () => {
      // From here on the space is for lines: evidence files would eat it up at once.
      this.#full = true;
      return this.#journalReserve.release();
    });
    syncDirectory(path);
  }

  /**
   * Makes `<results>/<utc time>-<seed>/`. Throws CommandError when the place cannot be written.
   * @param results need not exist yet
   */
  static create(results: string, started: Date, seed: string, level: LogLevel): RunDirectory {
    let path: string | undefined;
    try {
      path = newDirectory(results, started, seed);
      return new RunDirectory(path, 'new', level);
    } catch (thrown) {
      if (path !== undefined) rmSync(path, { recursive: true, force: true });
      throw unwritableResults(results, thrown);
    }
  }

  /** That of a run which did not end, so as to complete it. Throws CommandError when it cannot be written. */
  static reopen(path: string, level: LogLevel): RunDirectory {
    try {
      return new RunDirectory(path, 'again', level);
    } catch (thrown) {
      throw unwritableResults(path, thrown);
    }
  }

  /** Files that could not be written: not 0 means that the results are incomplete. */
  get lostFiles(): number {
    return this.#lostFiles;
  }

  /** Writes a file below the directory, all or nothing; false when the disk would not take it. */
  write(name: string, content: Uint8Array | string): boolean {
    return this.#unlessFull(name, () => {
      writeFileAtomically(join(this.path, name), content);
    });
  }

  makeDirectory(name: string): boolean {
    return this.#unlessFull(name, () => {
      makeDirectories(join(this.path, name));
    });
  }

  /** Removes what was written below the directory only in part. */
  discard(name: string): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
  }

  /** Whether somebody removed it while the run went on: what is written then is lost without an error. */
  get isRemoved(): boolean {
    return !existsSync(join(this.path, JOURNAL));
  }

  /** The run is over: what was set aside may be used for what is still to be written. */
  beginEnd(): void {
    this.#full = false;
    this.#journalReserve.release();
    this.#endReserve.release();
  }

  close(): void {
    this.beginEnd();
    this.journal.close();
  }

  /** Nothing was tested, so nothing shall be left. */
  remove(): void {
    this.close();
    rmSync(this.path, { recursive: true, force: true });
  }

  #unlessFull(file: string, action: () => void): boolean {
    if (!this.#full) {
      try {
        action();
        return true;
      } catch (thrown) {
        const reason = errorCodeOf(thrown);
        this.#full = reason === 'ENOSPC' || reason === 'EDQUOT';
        this.journal.record({ event: 'file-lost', file, reason });
      }
    }
    this.#lostFiles += 1;
    return false;
  }
}
