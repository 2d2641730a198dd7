import { cpSync, rmSync } from 'node:fs';
import { boardTree } from './board-tree.mjs';
import { headersTree, umlTree } from './kernel-tree.mjs';
import { requirePrograms } from './packages.mjs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';
import { unlessDone } from './stamp.mjs';

/** @typedef {'uml' | 'qemu' | 'sabrelite'} VceGuest */

/**
 * Builds the virtual crypto engine for a guest's kernel, and fetches what that takes.
 *
 * @param {VceGuest} guest
 * @param {string} [kernel] of the qemu guest: `6.1`, `6.12`, or a release (`6.1.0-56-amd64`)
 * @returns {{release: string, module: string}} the kernel's release and the path of vce.ko
 */
export function buildVce(guest, kernel = '6.1') {
  requirePrograms(['make', 'gcc']);
  const { release, make } = treeOf(guest, kernel);
  const directory = `build/vce/${release}`;
  unlessDone(`vce-${release}`, ['native/vce'], [`${directory}/vce.ko`], () => {
    process.stderr.write(`building vce.ko for ${release}\n`);
    // The kernel's build writes beside the sources.
    rmSync(inProject(directory), { recursive: true, force: true });
    cpSync(inProject('native/vce'), inProject(directory), { recursive: true });
    run('make', [...make, `M=${inProject(directory)}`, 'KCFLAGS=-Werror', 'modules'], { quiet: true });
  });
  return { release, module: inProject(directory, 'vce.ko') };
}

/** @param {VceGuest} guest @param {string} kernel */
function treeOf(guest, kernel) {
  switch (guest) {
    case 'uml':
      return umlTree();
    case 'qemu':
      return headersTree(kernel);
    case 'sabrelite':
      return boardTree();
  }
}
