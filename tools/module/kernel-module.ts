import { cpSync, rmSync } from 'node:fs';
import type { GuestKind } from '#dist/options/table/guest-kinds.js';
import { inPackage } from '#dist/package/root.js';
import { unlessDone } from '#scripts/stamp.mjs';
import { boardTree } from '../armhf/board-tree.js';
import { amd64Tree } from '../kernel/amd64-tree.js';
import { DEFAULT_KERNEL } from '../kernel/kernel-series.js';
import type { KernelTree } from '../kernel/kernel-tree.js';
import { umlTree } from '../kernel/uml-tree.js';
import { requirePrograms } from '../packages/programs.js';
import { note } from '../process/note.js';
import { run } from '../process/run.js';

/**
 * The kernel modules there are, each in a folder of native/: the virtual crypto engine, and one that takes its kernel
 * down.
 */
export type ModuleName = 'vce' | 'doom';

/** What a module is built against, by the guest that is to load it. */
const TREES: Readonly<Record<GuestKind, (kernel: string) => KernelTree>> = {
  uml: umlTree,
  qemu: amd64Tree,
  sabrelite: boardTree,
};

/** A kernel module for one kernel. */
export interface KernelModule {
  /** Of the kernel, as `uname -r` says it. */
  readonly release: string;
  /** The path of the .ko file. */
  readonly module: string;
}

/**
 * Builds a module for a guest's kernel, and fetches what that takes.
 *
 * @param kernel of the qemu guest: a release (`6.1.0-56-amd64`), or the beginning of one (`6.1`, `7.3`)
 */
export function buildModule(name: ModuleName, guest: GuestKind, kernel: string = DEFAULT_KERNEL): KernelModule {
  requirePrograms(['make', 'gcc']);
  const { release, make } = TREES[guest](kernel);
  const sources = `native/${name}`;
  // src/guest/module-files.ts looks for vce there.
  const directory = `build/${name}/${release}`;
  const file = `${directory}/${name}.ko`;
  unlessDone(`${name}-${release}`, [sources], [file], () => {
    note(`building ${name}.ko for ${release}`);
    // The kernel's build writes beside the sources.
    rmSync(inPackage(directory), { recursive: true, force: true });
    cpSync(inPackage(sources), inPackage(directory), { recursive: true });
    // Headers may have attributes that only a later compiler knows.
    const strict = 'KCFLAGS=-Werror -Wno-error=attributes';
    run('make', [...make, `M=${inPackage(directory)}`, strict, 'modules'], { quiet: true });
  });
  return { release, module: inPackage(file) };
}
