import { inPackage } from '#dist/package/root.js';
import { unlessDone } from '#scripts/stamp.mjs';
import { requirePrograms } from '../packages/programs.js';
import { note } from '../process/note.js';
import { run } from '../process/run.js';
import { headerOptions } from './node-headers.js';

export const NODE_GYP: string = inPackage('node_modules/.bin/node-gyp');

/** What the addon is built from. */
export const ADDON_SOURCES = ['binding.gyp', 'native/addon', 'native/uml'] as const;

/** The addon for this machine. Before it `afalg-stress` runs nothing. */
export function buildAddon(): void {
  unlessDone('addon', [...ADDON_SOURCES, 'package-lock.json'], ['build/Release/afalg.node'], () => {
    requirePrograms(['g++', 'make', 'python3']);
    note('building the native addon');
    run(NODE_GYP, ['configure', 'build', ...headerOptions()], { quiet: true });
  });
}
