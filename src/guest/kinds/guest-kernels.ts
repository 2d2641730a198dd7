import { CommandError, EXIT } from '../../results/exit-code.js';
import { cachedKernels, type CachedKernel } from '../kernel-cache.js';

/**
 * The kernel whose release begins with `wanted` (`6.1`, `6.12.95`), with `vmlinuz`, `initrd` and `lib/modules`; the first
 * of them. Throws CommandError when there is none.
 */
export function findGuestKernel(wanted: string): CachedKernel {
  const kernel = cachedKernels('qemu').find(({ release }) => isRelease(release, wanted));
  if (kernel === undefined) {
    throw new CommandError(
      EXIT.broken,
      `no kernel ${wanted} for the qemu guest: npm run guest:qemu -- --kernel ${wanted}`,
    );
  }
  return kernel;
}

/** Whether a release is the one that is wanted (`6.12.95+deb12-amd64`), or begins with it (`6.12`, `6.12.95`). */
export function isRelease(release: string, wanted: string): boolean {
  return release === wanted || (release.startsWith(wanted) && /^[.+-]/.test(release.slice(wanted.length)));
}
