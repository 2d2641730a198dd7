// What a kernel module is built against. Trees are kept outside the project, below ~/.cache/afalg-stress: they are large,
// and the same for every checkout.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codename, DebianArchive, suitesOf } from './debian.mjs';
import { archiveOf, cached, cacheDirectory, releaseOf, seriesOf } from './kernel-cache.mjs';
import { requirePrograms } from './packages.mjs';
import { output, run, ScriptError } from './run.mjs';

/**
 * @typedef {object} KernelTree
 * @property {string} directory what make -C is given
 * @property {string} release as in /lib/modules (`6.1.0-56-amd64`, `6.1.176`)
 * @property {readonly string[]} make arguments for make: where, and what is different for this kernel
 */

/**
 * The parts of the kernel's source that a module of arch um is built with: all Makefiles and Kconfigs, headers of um
 * and x86, and what `modules_prepare` compiles. The rest would be 1.3 GB.
 */
const PARTS_FOR_UML = [
  ...['Makefile', 'Kbuild', 'Kconfig*', 'include', 'scripts', 'kernel', 'arch/um', 'arch/x86', 'tools/include'],
  ...['tools/scripts', 'tools/build', 'tools/objtool', 'security', 'lib', 'certs', '*/Kconfig*', '*/Makefile*'],
];

/** The source of the kernel that linux.uml is, prepared for modules. @returns {KernelTree} */
export function umlTree() {
  requirePrograms(['linux.uml']);
  const release = output('linux.uml', ['--version']).trim();
  const directory = cached(`uml-${release}`, (unfinished) => {
    requirePrograms(['make', 'gcc', 'flex', 'bison', 'bc', 'xz']);
    const [series = ''] = /^\d+\.\d+/.exec(release) ?? [];
    const name = `linux-source-${series}`;
    const debian = new DebianArchive(join(cacheDirectory(), 'apt-uml'), suitesOf(codename()));
    const version = debian.versions(name).find((candidate) => candidate.startsWith(`${release}-`));
    if (version === undefined) {
      throw new ScriptError(
        `linux.uml is ${release}, and Debian ${codename()} has no ${name} of that version (any more): ` +
          'install the user-mode-linux that Debian has now',
      );
    }
    const [source = ''] = debian.download([name], version);
    process.stderr.write('unpacking what modules need of it\n');
    const wanted = PARTS_FOR_UML.map((part) => `'${name}/${part}'`).join(' ');
    run('sh', [
      '-c',
      `dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/src/${name}.tar.xz | xz -dc -T0 | ` +
        `tar -x -C "$2" --strip-components=1 --wildcards ${wanted}`,
      ...['sh', source, unfinished],
    ]);
    rmSync(source);
    process.stderr.write('preparing it\n');
    writeFileSync(join(unfinished, '.config'), output('linux.uml', ['--showconfig']));
    const jobs = `-j${output('nproc', []).trim()}`;
    run('make', ['-C', unfinished, 'ARCH=um', jobs, 'olddefconfig', 'modules_prepare'], { quiet: true });
  });
  // The kernel exports its symbols, but Debian's package does not list them.
  return { directory, release, make: ['-C', directory, 'ARCH=um', 'KBUILD_MODPOST_WARN=1'] };
}

/** The kernel's own style checker, where a kernel's source was unpacked. @returns {string | undefined} */
export function findCheckpatch() {
  const trees = existsSync(cacheDirectory()) ? readdirSync(cacheDirectory()) : [];
  return trees.map((tree) => join(cacheDirectory(), tree, 'scripts/checkpatch.pl')).find((path) => existsSync(path));
}

/**
 * The headers of one of Debian's amd64 kernels.
 *
 * @param {string} kernel `6.1` for the latest of its kind when it was first asked for, or a release
 *   (`6.1.0-56-amd64`)
 * @returns {KernelTree}
 */
export function headersTree(kernel) {
  const series = seriesOf(kernel);
  const release = releaseOf(kernel);
  const name = `linux-headers-${release}`;
  const directory = cached(`headers-${release}`, (unfinished, final) => {
    const debian = archiveOf(series);
    const [version] = debian.versions(name);
    if (version === undefined)
      throw new ScriptError(`Debian has no ${name} any more; for the latest: --kernel ${series}`);
    const others = debian.depends(name, version).filter((other) => /^linux-(headers|kbuild)-/.test(other));
    for (const file of debian.download([name, ...others], version)) {
      run('dpkg-deb', ['-x', file, unfinished]);
      rmSync(file);
    }
    // It includes the common headers' by the path where the package would be installed.
    const makefile = join(unfinished, 'usr/src', name, 'Makefile');
    writeFileSync(makefile, readFileSync(makefile, 'utf8').replaceAll('/usr/src/', join(final, 'usr/src/')));
  });
  const tree = join(directory, 'usr/src', name);
  // Type information for BPF needs pahole and the kernel image. The compiler the kernel was built with may be missing.
  return { directory: tree, release, make: ['-C', tree, 'CONFIG_DEBUG_INFO_BTF_MODULES=', 'CC=gcc'] };
}
