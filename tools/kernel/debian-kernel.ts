import { join } from 'node:path';
import { kernelCache } from '#dist/guest/kernel-cache.js';
import { DebianArchive } from '../packages/debian-archive.js';
import { ToolError } from '../process/tool-error.js';
import { cachedRelease } from './cached.js';
import { releasesAmong, seriesOf, SUITES } from './kernel-series.js';

const archives = new Map<string, DebianArchive>();

/** Debian's packages of a kernel. Throws ToolError when it has none. */
export function archiveOf(kernel: string): DebianArchive {
  const series = seriesOf(kernel);
  const sources = SUITES[series];
  for (const suites of sources) {
    const debian = open(suites);
    if (releasesIn(debian, kernel).length > 0) return debian;
  }
  const others = sources.flatMap((suites) => releasesIn(open(suites), series));
  throw new ToolError(`Debian has no kernel ${kernel} (any more); it has ${others.join(', ') || `none of ${series}`}`);
}

/** The release itself; of the beginning of one, the latest when it was first asked for. */
export function releaseOf(kernel: string): string {
  seriesOf(kernel);
  if (kernel.endsWith('-amd64')) return kernel;
  return cachedRelease(`latest-${kernel}`, () => releasesIn(archiveOf(kernel), kernel)[0] ?? '');
}

function open(suites: readonly string[]): DebianArchive {
  const name = `apt-${suites.join('+')}`;
  const known = archives.get(name);
  if (known !== undefined) return known;
  const opened = new DebianArchive(join(kernelCache(), name), suites);
  archives.set(name, opened);
  return opened;
}

function releasesIn(debian: DebianArchive, kernel: string): readonly string[] {
  return releasesAmong(debian.names('linux-headers-'), kernel);
}
