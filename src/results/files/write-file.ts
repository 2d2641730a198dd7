import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that is either complete and on the disk or not there at all. */
export function writeFileAtomically(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.partial`;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const file = openSync(temporary, 'w', 0o644);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
  syncDirectory(dirname(path));
}

/** Makes the names in a directory as durable as the files. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } catch {
    // Some file systems (hostfs, FAT over FUSE) cannot sync a directory; the files themselves are synced.
  } finally {
    closeSync(directory);
  }
}
