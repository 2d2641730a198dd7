import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PROJECT_ROOT } from './paths.js';

/**
 * A copy of the program that does one thing wrong, to see the rest of it notice: the whole path from the kernel to the
 * files is real, only the place named here is not.
 */
export class BrokenBuild implements Disposable {
  readonly main: string;
  readonly #root = mkdtempSync(join(tmpdir(), 'afalg-broken-'));

  /**
   * @param file below dist; of a chunk, whose name ends in a hash, `cli/NAME-*.js`
   * @param from must occur exactly once in it
   */
  constructor(file: string, from: string, to: string) {
    cpSync(join(PROJECT_ROOT, 'dist'), join(this.#root, 'dist'), { recursive: true });
    for (const name of ['build', 'node_modules', 'package.json']) {
      symlinkSync(join(PROJECT_ROOT, name), join(this.#root, name));
    }
    this.main = join(this.#root, 'dist/cli/afalg-stress.js');
    this.breakAlso(file, from, to);
  }

  breakAlso(file: string, from: string, to: string): this {
    const path = this.#pathOf(file);
    const parts = readFileSync(path, 'utf8').split(from);
    if (parts.length !== 2) throw new Error(`'${from}' occurs ${String(parts.length - 1)} times in dist/${file}`);
    writeFileSync(path, parts.join(to));
    return this;
  }

  #pathOf(file: string): string {
    const path = join(this.#root, 'dist', file);
    const [start = '', end] = basename(path).split('*');
    if (end === undefined) return path;
    const names = readdirSync(dirname(path)).filter((name) => name.startsWith(start) && name.endsWith(end));
    if (names.length !== 1) throw new Error(`${String(names.length)} files are dist/${file}`);
    return join(dirname(path), names[0] ?? '');
  }

  /** The path of a file of the copy. */
  join(...names: readonly string[]): string {
    return join(this.#root, ...names);
  }

  /** Workers set a key that differs from the oracle's in one bit. */
  static wrongKey(): BrokenBuild {
    return new BrokenBuild(
      'worker/worker.js',
      'native().setKey(this.fd, key)',
      'native().setKey(this.fd, Uint8Array.from(key, (byte, index) => (index === 0 ? byte ^ 1 : byte)))',
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
