import { rmSync } from 'node:fs';
import { run } from '../process/run.js';

/** Unpacks downloaded Debian packages into a directory, and removes them. */
export function unpack(files: readonly string[], directory: string): void {
  for (const file of files) {
    run('dpkg-deb', ['-x', file, directory]);
    rmSync(file);
  }
}
