import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from './addon.js';
import { ARCHITECTURES, buildPrebuild } from './prebuilt-addon.js';

/** `npm run prebuilds`: the addon for every machine that the npm package carries it for; prepack does it. */
export function prebuilds(): number {
  buildAddon();
  for (const architecture of ARCHITECTURES) buildPrebuild(architecture);
  return EXIT.passed;
}
