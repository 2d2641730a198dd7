import { join } from 'node:path';
import type { DebianArchive } from '../packages/debian-archive.js';
import { unpack } from '../packages/unpack.js';
import { debianHeaders } from './debian-headers.js';
import { archiveOf, releaseOf } from './debian-kernel.js';
import { launchPrograms } from './foreign-programs.js';
import { PROGRAMS_NEED, seriesOf } from './kernel-series.js';
import type { KernelTree } from './kernel-tree.js';

const LIBRARIES = 'usr/lib/x86_64-linux-gnu';

/**
 * The headers of one of Debian's amd64 kernels.
 *
 * @param kernel a release (`6.1.0-56-amd64`), or the beginning of one for the latest when it was first asked for
 */
export function amd64Tree(kernel: string): KernelTree {
  const series = seriesOf(kernel);
  const release = releaseOf(kernel);
  const archive = (): DebianArchive => archiveOf(release);
  const remedy = (): string => `--kernel ${series}`;
  const directory = debianHeaders(release, archive, remedy, (unfinished, final) => {
    if (PROGRAMS_NEED[series] === 'their libraries') bringLibraries(archive(), release, unfinished, final);
  });
  return { directory, release, make: ['-C', directory, ...DIFFERENT] };
}

/** What the kernel was configured for and this machine may not have. */
const DIFFERENT = [
  // Type information for BPF needs pahole and the kernel image.
  'CONFIG_DEBUG_INFO_BTF_MODULES=',
  // The compiler it was built with, and an option that gcc has from 14 on; without it gcc is given another one.
  'CC=gcc',
  'CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT=',
];

/** The kernel's own build programs may want a later C library than this machine has: they get that one. */
function bringLibraries(debian: DebianArchive, release: string, unfinished: string, final: string): void {
  const libraries = join(final, LIBRARIES);
  launchPrograms(
    join(unfinished, 'usr/lib'),
    `'${join(libraries, 'ld-linux-x86-64.so.2')}' --library-path '${libraries}' --argv0`,
  );
  const headers = `linux-headers-${release}`;
  const [version = ''] = debian.versions(headers);
  const kbuild = debian.depends(headers, version).filter((name) => name.startsWith('linux-kbuild-'));
  const loaded = kbuild.flatMap((name) => debian.depends(name, version)).filter((name) => /^z?lib/.test(name));
  unpack(debian.fetch(debian.closure(loaded)), unfinished);
}
