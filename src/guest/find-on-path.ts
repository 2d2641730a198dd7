import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where a program is on this process's PATH, or in one of `further` directories; undefined when it is in none. An empty
 * entry, which to a shell is the current directory, does not count.
 */
export function findOnPath(program: string, further: readonly string[] = []): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return [...folders, ...further].map((folder) => join(folder, program)).find((path) => existsSync(path));
}
