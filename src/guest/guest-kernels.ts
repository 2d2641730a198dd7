import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommandError, EXIT } from '../results/exit-code.js';

/** A kernel that `npm run guest:qemu` has made ready. */
export interface GuestKernel {
  /** As `uname -r` says it. */
  readonly release: string;
  /** Holds `vmlinuz`, `initrd` and `lib/modules`. */
  readonly directory: string;
}

const PREFIX = 'qemu-';

/** Outside the project: kernels are large, and the same for every checkout. scripts/lib/kernel-cache.mjs says the same. */
function kernelsDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'afalg-stress', 'kernels');
}

/**
 * The kernel whose release begins with `wanted` (`6.1`, `6.12.95`); the first of them. Throws CommandError when there is
 * none.
 */
export function findGuestKernel(wanted: string): GuestKernel {
  const directory = kernelsDirectory();
  const names = existsSync(directory) ? [...readdirSync(directory)].sort() : [];
  const releases = names
    .filter((name) => /^qemu-.*(?<!\.unfinished)$/.test(name))
    .map((name) => name.slice(PREFIX.length));
  const release = releases.find(
    (candidate) =>
      (candidate === wanted || /^[.+-]/.test(candidate.slice(wanted.length))) && candidate.startsWith(wanted),
  );
  if (release === undefined) {
    throw new CommandError(
      EXIT.nothingTested,
      `no kernel ${wanted} for the qemu guest: npm run guest:qemu -- --kernel ${wanted}`,
    );
  }
  return { release, directory: join(directory, PREFIX + release) };
}
