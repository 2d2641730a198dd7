import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Something that was made ready to boot, for one kernel. */
export interface CachedKernel {
  /** As `uname -r` says it. */
  readonly release: string;
  readonly directory: string;
}

/** Where everything about guest kernels is kept. Outside the project: it is large, and the same for every checkout. */
export function kernelCache(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'afalg-stress', 'kernels');
}

/** What the project's tools have made ready of one kind, oldest name first. */
export function cachedKernels(kind: 'qemu' | 'sabrelite'): readonly CachedKernel[] {
  const cache = kernelCache();
  const names = existsSync(cache) ? [...readdirSync(cache)].sort() : [];
  return names
    .filter((name) => name.startsWith(`${kind}-`) && !name.endsWith('.unfinished'))
    .map((name) => ({ release: name.slice(kind.length + 1), directory: join(cache, name) }));
}
