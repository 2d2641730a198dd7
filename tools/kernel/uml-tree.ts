import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelCache } from '#dist/guest/kernel-cache.js';
import { DebianArchive } from '../packages/debian-archive.js';
import { codename, suitesOf } from '../packages/debian-sources.js';
import { requirePrograms } from '../packages/programs.js';
import { note } from '../process/note.js';
import { output, run, shell } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';
import { cached } from './cached.js';
import type { KernelTree } from './kernel-tree.js';

/**
 * The parts of the kernel's source that a module of arch um is built with: all Makefiles and Kconfigs, headers of um
 * and x86, and what `modules_prepare` compiles. The rest would be 1.3 GB.
 */
const PARTS = [
  ...['Makefile', 'Kbuild', 'Kconfig*', 'include', 'scripts', 'kernel', 'arch/um', 'arch/x86', 'tools/include'],
  ...['tools/scripts', 'tools/build', 'tools/objtool', 'security', 'lib', 'certs', '*/Kconfig*', '*/Makefile*'],
];

/** The source of the kernel that linux.uml is, prepared for modules. */
export function umlTree(): KernelTree {
  requirePrograms(['linux.uml']);
  const release = output('linux.uml', ['--version']).trim();
  const directory = cached(`uml-${release}`, (unfinished) => {
    requirePrograms(['make', 'gcc', 'flex', 'bison', 'bc', 'xz']);
    unpackSource(release, unfinished);
    note('preparing it');
    writeFileSync(join(unfinished, '.config'), output('linux.uml', ['--showconfig']));
    const jobs = `-j${output('nproc', []).trim()}`;
    run('make', ['-C', unfinished, 'ARCH=um', jobs, 'olddefconfig', 'modules_prepare'], { quiet: true });
  });
  // The kernel exports its symbols, but Debian's package does not list them.
  return { directory, release, make: ['-C', directory, 'ARCH=um', 'KBUILD_MODPOST_WARN=1'] };
}

function unpackSource(release: string, directory: string): void {
  const [series = ''] = /^\d+\.\d+/.exec(release) ?? [];
  const name = `linux-source-${series}`;
  const debian = new DebianArchive(join(kernelCache(), 'apt-uml'), suitesOf(codename()));
  const version = debian.versions(name).find((candidate) => candidate.startsWith(`${release}-`));
  if (version === undefined) {
    throw new ToolError(
      `linux.uml is ${release}, and Debian ${codename()} has no ${name} of that version (any more): ` +
        'install the user-mode-linux that Debian has now',
    );
  }
  const [source = ''] = debian.download([name], version);
  note('unpacking what modules need of it');
  const wanted = PARTS.map((part) => `'${name}/${part}'`).join(' ');
  shell(
    `dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/src/${name}.tar.xz | xz -dc -T0 | ` +
      `tar -x -C "$2" --strip-components=1 --wildcards ${wanted}`,
    source,
    directory,
  );
  rmSync(source);
}
