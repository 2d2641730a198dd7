import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelCache } from '#dist/guest/kernel-cache.js';

/**
 * Makes a directory in the cache unless it is there: all of it, or nothing.
 *
 * @param make gets its name until it is done, and its final name
 */
export function cached(name: string, make: (unfinished: string, directory: string) => void): string {
  const directory = join(kernelCache(), name);
  if (existsSync(directory)) return directory;
  removeAbandoned(name);
  const unfinished = `${directory}.${String(process.pid)}.unfinished`;
  mkdirSync(unfinished, { recursive: true });
  make(unfinished, directory);
  // Another process may have been faster: then this one's work is for nothing.
  if (existsSync(directory)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, directory);
  return directory;
}

/** A kernel's release that is to stay what it was when it was first asked for. */
export function cachedRelease(name: string, find: () => string): string {
  const directory = cached(name, (unfinished) => {
    writeFileSync(join(unfinished, 'release'), find());
  });
  return readFileSync(join(directory, 'release'), 'utf8');
}

/** What processes that are gone have begun. */
function removeAbandoned(name: string): void {
  const cache = kernelCache();
  for (const entry of existsSync(cache) ? readdirSync(cache) : []) {
    const [, begun, pid = ''] = /^(.*)\.(\d+)\.unfinished$/.exec(entry) ?? [];
    if (begun !== name || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(cache, entry), { recursive: true, force: true });
  }
}
