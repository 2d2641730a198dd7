import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ballast } from './ballast.js';
import { CommandError, EXIT } from './exit-code.js';
import { Journal, type LogLevel } from './journal.js';
import { syncDirectory, writeFileAtomically } from './write-file.js';

/** The directory of one run, and the files directly in it. */
export class RunDirectory {
  readonly path: string;
  readonly journal: Journal;
  readonly #ballast: Ballast;
  #lostFiles = 0;

  private constructor(path: string, level: LogLevel) {
    this.path = path;
    this.#ballast = new Ballast(join(path, '.ballast'));
    this.journal = new Journal(join(path, 'events.ndjson'), level, () => this.#ballast.release());
    syncDirectory(path);
  }

  /**
   * Makes `<results>/<utc time>-<seed>/`. Throws CommandError when the place cannot be written.
   * @param results need not exist yet
   */
  static create(results: string, started: Date, seed: string, level: LogLevel): RunDirectory {
    const name = `${started.toISOString().replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}-${seed}`;
    let path: string | undefined;
    try {
      mkdirSync(results, { recursive: true });
      path = makeUnique(join(results, name));
      return new RunDirectory(path, level);
    } catch (thrown) {
      if (path !== undefined) rmSync(path, { recursive: true, force: true });
      throw new CommandError(
        EXIT.broken,
        `cannot write results to ${results} (${reasonOf(thrown)}): give a writable directory with --results`,
      );
    }
  }

  /** Files that could not be written: not 0 means that the results are incomplete. */
  get lostFiles(): number {
    return this.#lostFiles;
  }

  /** Writes a file below the directory, all or nothing; false when the disk would not take it. */
  write(name: string, content: Uint8Array | string): boolean {
    try {
      this.#writeOrMakeRoom(name, content);
      return true;
    } catch (thrown) {
      this.#lostFiles += 1;
      this.journal.log.error({ event: 'file-lost', file: name, reason: reasonOf(thrown) });
      return false;
    }
  }

  makeDirectory(name: string): boolean {
    try {
      mkdirSync(join(this.path, name), { recursive: true });
      return true;
    } catch {
      this.#lostFiles += 1;
      return false;
    }
  }

  /** The run is over: what was set aside goes. */
  close(): void {
    this.#ballast.release();
    this.journal.close();
  }

  /** Nothing was tested, so nothing shall be left. */
  remove(): void {
    this.close();
    rmSync(this.path, { recursive: true, force: true });
  }

  #writeOrMakeRoom(name: string, content: Uint8Array | string): void {
    try {
      writeFileAtomically(join(this.path, name), content);
    } catch (thrown) {
      if (!this.#ballast.release()) throw thrown;
      writeFileAtomically(join(this.path, name), content);
    }
  }
}

/** Two runs of one seed may start within a second. */
function makeUnique(path: string): string {
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? path : `${path}.${String(attempt)}`;
    try {
      mkdirSync(candidate);
      return candidate;
    } catch (thrown) {
      if (codeOf(thrown) !== 'EEXIST' || attempt === 100) throw thrown;
    }
  }
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

function reasonOf(thrown: unknown): string {
  return codeOf(thrown) ?? (thrown instanceof Error ? thrown.message : String(thrown));
}
