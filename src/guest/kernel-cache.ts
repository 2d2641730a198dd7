import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Something that was made ready to boot, for one kernel. */
export interface CachedKernel {
  /** As `uname -r` says it. */
  readonly release: string;
  readonly directory: string;
}

/**
 * What the project's scripts have made ready of one kind, oldest name first. Outside the project: kernels are large, and
 * the same for every checkout. scripts/lib/kernel-cache.mjs says the same.
 */
export function cachedKernels(kind: 'qemu' | 'sabrelite'): readonly CachedKernel[] {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'afalg-stress', 'kernels');
  const names = existsSync(cache) ? [...readdirSync(cache)].sort() : [];
  return names
    .filter((name) => name.startsWith(`${kind}-`) && !name.endsWith('.unfinished'))
    .map((name) => ({ release: name.slice(kind.length + 1), directory: join(cache, name) }));
}
