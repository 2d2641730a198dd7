// The addon, compiled here for the machines it is packaged for: prebuilds/linux-ARCHITECTURE/afalg.node.
import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { unlessDone } from '#scripts/stamp.mjs';
import { requirePrograms, type Program } from '../packages/programs.js';
import { note } from '../process/note.js';
import { output, run } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';
import { ADDON_SOURCES, NODE_GYP } from './addon.js';
import { headerOptions } from './node-headers.js';
import { refuseNewSymbols } from './oldest-system.js';

/** Node's names of the machines that the packages are for. */
export const ARCHITECTURES = ['x64', 'arm', 'arm64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

interface Compiler {
  readonly program: Program;
  /** What the names of Debian's tools for the architecture begin with. */
  readonly prefix: string;
  /** What is built and packaged beside the addon. */
  readonly beside: readonly string[];
}

const COMPILERS: Readonly<Record<Architecture, Compiler>> = {
  x64: { program: 'g++', prefix: '', beside: ['uml_fpstate.so'] },
  arm: { program: 'arm-linux-gnueabihf-g++', prefix: 'arm-linux-gnueabihf-', beside: [] },
  arm64: { program: 'aarch64-linux-gnu-g++', prefix: 'aarch64-linux-gnu-', beside: [] },
};

/** The path of one prebuilt addon, below the project. */
export function prebuildOf(architecture: Architecture): string {
  return `prebuilds/linux-${architecture}/afalg.node`;
}

/** Compiles the addon for an architecture unless that is done. */
export function buildPrebuild(architecture: Architecture): void {
  const { prefix, program, beside } = COMPILERS[architecture];
  if (architecture === 'x64' && process.arch !== 'x64') {
    throw new ToolError(`packages are made on x86-64, and this is ${process.arch}`);
  }
  const inputs = [...ADDON_SOURCES, 'package-lock.json', 'tools/build/prebuilt-addon.ts'];
  unlessDone(`prebuild-${architecture}`, inputs, [prebuildOf(architecture)], () => {
    requirePrograms(['make', 'python3', program]);
    note(`building the native addon for ${architecture}`);
    const built = compileFor(architecture, prefix);
    run(`${prefix}strip`, ['--strip-unneeded', `${built}/afalg.node`]);
    refuseNewSymbols(output(`${prefix}objdump`, ['-T', `${built}/afalg.node`]));
    const target = inPackage(`prebuilds/linux-${architecture}`);
    mkdirSync(target, { recursive: true });
    for (const name of ['afalg.node', ...beside]) copyFileSync(`${built}/${name}`, `${target}/${name}`);
  });
}

/** Returns the directory that the compiler filled: node-gyp builds beside binding.gyp, where this machine's build is. */
function compileFor(architecture: Architecture, prefix: string): string {
  const directory = inPackage(`build/prebuilds/${architecture}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const name of [...ADDON_SOURCES, 'package.json']) {
    cpSync(inPackage(name), `${directory}/${name}`, { recursive: true });
  }
  symlinkSync(inPackage('node_modules'), `${directory}/node_modules`);
  const tools = { CC: `${prefix}gcc`, CXX: `${prefix}g++`, AR: `${prefix}ar`, LINK: `${prefix}g++` };
  const targets = Object.entries(tools).map(([name, tool]) => [`${name}_target`, tool] as const);
  run(NODE_GYP, ['rebuild', `--arch=${architecture}`, ...headerOptions()], {
    quiet: true,
    cwd: directory,
    env: { ...process.env, ...tools, ...Object.fromEntries(targets) },
  });
  return `${directory}/build/Release`;
}
