// npm run build: modules, native addon, compiled TypeScript, the benchmark's yardsticks. Skips what is done already.
import { script } from './lib/run.mjs';
import { buildAll, buildBaseline } from './lib/steps.mjs';

await script(() => {
  buildAll();
  buildBaseline();
});
