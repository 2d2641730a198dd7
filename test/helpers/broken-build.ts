import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from './paths.js';

/**
 * A copy of the program that does one thing wrong, to see the rest of it notice: the whole path from the kernel to the
 * files is real, only the place named here is not.
 */
export class BrokenBuild implements Disposable {
  readonly main: string;
  readonly #root = mkdtempSync(join(tmpdir(), 'afalg-broken-'));

  /** @param from must occur exactly once in dist/`file` */
  constructor(file: string, from: string, to: string) {
    cpSync(join(PROJECT_ROOT, 'dist'), join(this.#root, 'dist'), { recursive: true });
    for (const name of ['build', 'node_modules', 'package.json']) {
      symlinkSync(join(PROJECT_ROOT, name), join(this.#root, name));
    }
    this.main = join(this.#root, 'dist/cli/afalg-stress.js');
    this.breakAlso(file, from, to);
  }

  breakAlso(file: string, from: string, to: string): this {
    const path = join(this.#root, 'dist', file);
    const parts = readFileSync(path, 'utf8').split(from);
    if (parts.length !== 2) throw new Error(`'${from}' occurs ${String(parts.length - 1)} times in dist/${file}`);
    writeFileSync(path, parts.join(to));
    return this;
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
