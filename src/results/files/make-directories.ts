import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * mkdir -p. Not mkdirSync's `recursive`, which on Node 20 tries for ever where the kernel answers ENOENT below a
 * directory that exists, as in /proc.
 */
export function makeDirectories(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectories(parent);
  mkdirSync(path);
}
