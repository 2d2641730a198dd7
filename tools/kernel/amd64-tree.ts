import { debianHeaders } from './debian-headers.js';
import { archiveOf, releaseOf, seriesOf } from './kernel-series.js';
import type { KernelTree } from './kernel-tree.js';

/**
 * The headers of one of Debian's amd64 kernels.
 *
 * @param kernel `6.1` for the latest of its kind when it was first asked for, or a release (`6.1.0-56-amd64`)
 */
export function amd64Tree(kernel: string): KernelTree {
  const series = seriesOf(kernel);
  const release = releaseOf(kernel);
  const directory = debianHeaders(
    release,
    () => archiveOf(series),
    () => `--kernel ${series}`,
  );
  // Type information for BPF needs pahole and the kernel image. The compiler the kernel was built with may be missing.
  return { directory, release, make: ['-C', directory, 'CONFIG_DEBUG_INFO_BTF_MODULES=', 'CC=gcc'] };
}
