// Which of Debian's kernels there are for the qemu guest.
import { join } from 'node:path';
import { kernelCache } from '#dist/guest/kernel-cache.js';
import { GUEST_OPTIONS } from '#dist/options/table/guest-options.js';
import { DebianArchive } from '../packages/debian-archive.js';
import { suitesOf } from '../packages/debian-sources.js';
import { usageError } from '../process/tool-options.js';
import { cachedRelease } from './cached.js';

const KERNEL_SERIES = ['5.10', '6.1', '6.12'] as const;
export type KernelSeries = (typeof KERNEL_SERIES)[number];

/** Where each series' headers come from, so that their programs run on bookworm and later. */
const SUITES: Readonly<Record<KernelSeries, readonly string[]>> = {
  '5.10': ['bullseye', 'bullseye-security'],
  '6.1': suitesOf('bookworm'),
  '6.12': ['bookworm-backports'],
};

/** For usages: what --kernel may be. */
export const KERNELS = `${KERNEL_SERIES.join('|')}|RELEASE`;

/** What --guest-kernel is unless somebody says otherwise. */
export const DEFAULT_KERNEL: string = GUEST_OPTIONS.find((option) => option.name === 'guest-kernel')?.default ?? '';

const archives = new Map<KernelSeries, DebianArchive>();

/** Debian's packages of a kernel series. */
export function archiveOf(series: KernelSeries): DebianArchive {
  const known = archives.get(series);
  if (known !== undefined) return known;
  const opened = new DebianArchive(join(kernelCache(), `apt-${series}`), SUITES[series]);
  archives.set(series, opened);
  return opened;
}

/** The series (`6.1`) that a release (`6.1.0-56-amd64`) or a series belongs to. */
export function seriesOf(kernel: string): KernelSeries {
  const series = KERNEL_SERIES.find((known) => kernel === known || kernel.startsWith(`${known}.`));
  if (series !== undefined) return series;
  throw usageError(`--kernel ${kernel}: one of ${KERNEL_SERIES.join(', ')}, or a release of these`);
}

/** The release itself; of a series, the latest when it was first asked for. */
export function releaseOf(kernel: string): string {
  const series = seriesOf(kernel);
  if (kernel !== series) return kernel;
  return cachedRelease(`latest-${series}`, () => {
    const debian = archiveOf(series);
    const meta = 'linux-headers-amd64';
    const version = debian.versions(meta).find((candidate) => candidate.startsWith(`${series}.`)) ?? '';
    const [headers = ''] = debian.depends(meta, version);
    return headers.replace('linux-headers-', '');
  });
}
