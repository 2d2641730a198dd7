// Which of Debian's kernels there are for the qemu guest, and where what was fetched of them is kept.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DebianArchive, suitesOf } from './debian.mjs';
import { ScriptError } from './run.mjs';

/** Where each Debian kernel's headers come from, so that their programs run on bookworm and later. */
const SUITES_OF_KERNEL = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  '5.10': ['bullseye', 'bullseye-security'],
  6.1: suitesOf('bookworm'),
  6.12: ['bookworm-backports'],
});

const KERNELS = Object.keys(SUITES_OF_KERNEL);

/** Below it everything about guest kernels that is large, and the same for every checkout. */
export function cacheDirectory() {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'afalg-stress', 'kernels');
}

/**
 * Makes a directory in the cache unless it is there: all of it, or nothing.
 *
 * @param {string} name @param {(unfinished: string, directory: string) => void} make gets its name until it is done, too
 */
export function cached(name, make) {
  const directory = join(cacheDirectory(), name);
  if (existsSync(directory)) return directory;
  removeAbandoned(name);
  const unfinished = `${directory}.${process.pid}.unfinished`;
  mkdirSync(unfinished, { recursive: true });
  make(unfinished, directory);
  // Another process may have been faster: then this one's work is for nothing.
  if (existsSync(directory)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, directory);
  return directory;
}

/** What processes began that are no more. @param {string} name */
function removeAbandoned(name) {
  const cache = cacheDirectory();
  for (const entry of existsSync(cache) ? readdirSync(cache) : []) {
    const [, begun, pid] = /^(.*)\.(\d+)\.unfinished$/.exec(entry) ?? [];
    if (begun !== name || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

/** @type {Map<string, DebianArchive>} */
const archives = new Map();

/** Debian's packages of a kernel series. @param {string} series */
export function archiveOf(series) {
  const known = archives.get(series);
  if (known !== undefined) return known;
  const opened = new DebianArchive(join(cacheDirectory(), `apt-${series}`), SUITES_OF_KERNEL[series] ?? []);
  archives.set(series, opened);
  return opened;
}

/** The series (`6.1`) that a release (`6.1.0-56-amd64`) or a series belongs to. @param {string} kernel */
export function seriesOf(kernel) {
  const series = KERNELS.find((known) => kernel === known || kernel.startsWith(`${known}.`));
  if (series === undefined)
    throw new ScriptError(`--kernel ${kernel}: one of ${KERNELS.join(', ')}, or a release of these`, 64);
  return series;
}

/** The release itself; of a series, the latest when it was first asked for. @param {string} kernel */
export function releaseOf(kernel) {
  const series = seriesOf(kernel);
  return kernel === series ? latestRelease(series) : kernel;
}

/** @param {string} series */
function latestRelease(series) {
  const directory = cached(`latest-${series}`, (unfinished) => {
    const debian = archiveOf(series);
    const meta = 'linux-headers-amd64';
    const version = debian.versions(meta).find((candidate) => candidate.startsWith(`${series}.`)) ?? '';
    const [headers = ''] = debian.depends(meta, version);
    writeFileSync(join(unfinished, 'release'), headers.replace('linux-headers-', ''));
  });
  return readFileSync(join(directory, 'release'), 'utf8');
}
