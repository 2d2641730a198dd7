// npm run prebuilds: the addon for every machine that the npm package carries it for; prepack does it.
import { script } from './lib/run.mjs';
import { ARCHITECTURES, buildPrebuild } from './lib/prebuilds.mjs';
import { buildAll } from './lib/steps.mjs';

await script(() => {
  buildAll();
  for (const architecture of ARCHITECTURES) buildPrebuild(architecture);
});
