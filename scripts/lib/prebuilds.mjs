// The addon, compiled here for the machines it is packaged for: prebuilds/linux-ARCHITECTURE/afalg.node.
import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { requirePrograms } from './packages.mjs';
import { inProject } from './project.mjs';
import { output, run, ScriptError } from './run.mjs';
import { unlessDone } from './stamp.mjs';
import { headers } from './steps.mjs';

/** By Node's names of the architectures: what Debian's tools for each begin with, and the package that has them. */
const TOOLS = /** @type {const} */ ({
  x64: { prefix: '', compiler: 'g++' },
  arm: { prefix: 'arm-linux-gnueabihf-', compiler: 'arm-linux-gnueabihf-g++' },
  arm64: { prefix: 'aarch64-linux-gnu-', compiler: 'aarch64-linux-gnu-g++' },
});

/** @typedef {keyof typeof TOOLS} Architecture */

export const ARCHITECTURES = /** @type {readonly Architecture[]} */ (Object.keys(TOOLS));

/**
 * What a prebuilt addon may ask for: Debian 10 and Yocto 2.7 have glibc 2.28, and libstdc++ of gcc 8.
 * src/afalg/addon-problem.ts says the same to those who have less.
 */
const NEWEST = /** @type {const} */ ({ GLIBC: '2.28', GLIBCXX: '3.4.25', CXXABI: '1.3.11', GCC: '8.0.0' });

/** The path of one prebuilt addon, below the project. @param {Architecture} architecture */
export function prebuildOf(architecture) {
  return `prebuilds/linux-${architecture}/afalg.node`;
}

/** Compiles the addon for an architecture unless that is done. @param {Architecture} architecture */
export function buildPrebuild(architecture) {
  const { prefix, compiler } = TOOLS[architecture];
  if (architecture === 'x64' && process.arch !== 'x64') {
    throw new ScriptError(`packages are made on x86-64, and this is ${process.arch}`);
  }
  const inputs = ['binding.gyp', 'native/addon', 'native/uml', 'package-lock.json', 'scripts/lib/prebuilds.mjs'];
  unlessDone(`prebuild-${architecture}`, inputs, [prebuildOf(architecture)], () => {
    requirePrograms(['make', 'python3', compiler]);
    process.stderr.write(`building the native addon for ${architecture}\n`);
    // node-gyp builds in the directory of binding.gyp, where the build for this machine is.
    const directory = inProject('build/prebuilds', architecture);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    for (const name of ['binding.gyp', 'package.json', 'native/addon', 'native/uml']) {
      cpSync(inProject(name), `${directory}/${name}`, { recursive: true });
    }
    symlinkSync(inProject('node_modules'), `${directory}/node_modules`);
    const tools = { CC: `${prefix}gcc`, CXX: `${prefix}g++`, AR: `${prefix}ar`, LINK: `${prefix}g++` };
    const targets = Object.entries(tools).map(([name, tool]) => [`${name}_target`, tool]);
    run(inProject('node_modules/.bin/node-gyp'), ['rebuild', `--arch=${architecture}`, ...headers()], {
      quiet: true,
      cwd: directory,
      env: { ...process.env, ...tools, ...Object.fromEntries(targets) },
    });
    const built = `${directory}/build/Release/afalg.node`;
    run(`${prefix}strip`, ['--strip-unneeded', built]);
    refuseNewSymbols(output(`${prefix}objdump`, ['-T', built]));
    const target = inProject(prebuildOf(architecture));
    mkdirSync(inProject(`prebuilds/linux-${architecture}`), { recursive: true });
    copyFileSync(built, target);
    if (architecture === 'x64') {
      const fpState = 'uml_fpstate.so';
      copyFileSync(`${directory}/build/Release/${fpState}`, inProject('prebuilds/linux-x64', fpState));
    }
  });
}

/** Throws when the addon would not load on a system as old as promised. @param {string} symbols */
function refuseNewSymbols(symbols) {
  for (const [, library = '', version = '', symbol = ''] of symbols.matchAll(
    /\(?\b(GLIBCXX|GLIBC|CXXABI|GCC)_(\d[\d.]*)\)?\s+(\S+)$/gm,
  )) {
    const newest = NEWEST[/** @type {keyof typeof NEWEST} */ (library)];
    if (isLater(version, newest)) {
      throw new ScriptError(`the addon needs ${symbol} of ${library}_${version}, and may need ${newest} at most`);
    }
  }
}

/** @param {string} version @param {string} than */
function isLater(version, than) {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
