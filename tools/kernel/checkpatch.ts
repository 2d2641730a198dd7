import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kernelCache } from '#dist/guest/kernel-cache.js';

/** The path of the kernel's own style checker, where a kernel's source was unpacked; undefined where none was. */
export function findCheckpatch(): string | undefined {
  const cache = kernelCache();
  const trees = existsSync(cache) ? readdirSync(cache) : [];
  return trees.map((tree) => join(cache, tree, 'scripts/checkpatch.pl')).find((path) => existsSync(path));
}
