import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebianArchive } from '../packages/debian-archive.js';
import { unpack } from '../packages/unpack.js';
import { ToolError } from '../process/tool-error.js';
import { cached } from './cached.js';

/**
 * Debian's headers for a kernel, with the programs that its build runs, usable where they lie; returns what make -C is
 * given.
 *
 * @param remedy for when Debian has them no more; gets the path where they would be
 * @param finish what else is to be done with what was unpacked; gets where it is now, and where it will be
 */
export function debianHeaders(
  release: string,
  debian: () => DebianArchive,
  remedy: (directory: string) => string,
  finish: (unfinished: string, directory: string) => void = () => undefined,
): string {
  const name = `linux-headers-${release}`;
  const directory = cached(`headers-${release}`, (unfinished, final) => {
    const archive = debian();
    const [version] = archive.versions(name);
    if (version === undefined) throw new ToolError(`Debian has no ${name} any more; for the latest: ${remedy(final)}`);
    const others = archive.depends(name, version).filter((other) => /^linux-(headers|kbuild)-/.test(other));
    unpack(archive.download([name, ...others], version), unfinished);
    finish(unfinished, final);
    // It includes the common headers' by the path where the package would be installed.
    const makefile = join(unfinished, 'usr/src', name, 'Makefile');
    writeFileSync(makefile, readFileSync(makefile, 'utf8').replaceAll('/usr/src/', join(final, 'usr/src/')));
  });
  return join(directory, 'usr/src', name);
}
