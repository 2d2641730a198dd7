// Which of Debian's kernels there are for the qemu guest.
import { isRelease } from '#dist/guest/kinds/guest-kernels.js';
import { GUEST_OPTIONS } from '#dist/options/table/guest-options.js';
import { suitesOf } from '../packages/debian-sources.js';
import { usageError } from '../process/tool-options.js';

const KERNEL_SERIES = ['5.10', '6.1', '6.12', '7'] as const;
export type KernelSeries = (typeof KERNEL_SERIES)[number];

/** Where a series comes from: lists of suites, the first of which is asked first. */
export const SUITES: Readonly<Record<KernelSeries, readonly (readonly string[])[]>> = {
  '5.10': [['bullseye', 'bullseye-security']],
  '6.1': [suitesOf('bookworm')],
  '6.12': [['bookworm-backports']],
  // trixie has the libraries that programs of its backports load.
  '7': [['trixie', 'trixie-backports'], ['sid']],
};

/** What the build programs that come with a series' headers need on bookworm and later. */
export const PROGRAMS_NEED: Readonly<Record<KernelSeries, 'nothing' | 'their libraries'>> = {
  '5.10': 'nothing',
  '6.1': 'nothing',
  '6.12': 'nothing',
  '7': 'their libraries',
};

/** For usages: what --kernel may be. */
export const KERNELS = '5.10|6.1|6.12|7.N|RELEASE';

/** What --guest-kernel is unless somebody says otherwise. */
export const DEFAULT_KERNEL: string = GUEST_OPTIONS.find((option) => option.name === 'guest-kernel')?.default ?? '';

/** The series (`6.1`) that a release (`6.1.0-56-amd64`), the beginning of one or a series belongs to. */
export function seriesOf(kernel: string): KernelSeries {
  const series = KERNEL_SERIES.find((known) => isRelease(kernel, known));
  if (series !== undefined) return series;
  throw usageError(`--kernel ${kernel}: one of ${KERNEL_SERIES.join(', ')}, or a release of these`);
}

/**
 * Which releases are meant, the latest first.
 *
 * @param packages names of Debian's packages; those of headers are looked at
 * @param kernel a release of any flavour; or the beginning of one, which means the flavour without a name
 */
export function releasesAmong(packages: readonly string[], kernel: string): readonly string[] {
  return packages
    .filter((name) => name.startsWith(HEADERS))
    .map((name) => name.slice(HEADERS.length))
    .filter((release) => release === kernel || (PLAIN.test(release) && isRelease(release, kernel)))
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
}

const HEADERS = 'linux-headers-';
/** Not `-cloud-amd64`, `-rt-amd64`. */
const PLAIN = /^[^-]+(-\d+)?-amd64$/;
