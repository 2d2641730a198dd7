import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from './addon.js';
import { buildBaseline } from './baseline.js';

/** `npm run build`: what is left when src and tools are compiled. Skips what is done already. */
export function build(): number {
  buildAddon();
  buildBaseline();
  return EXIT.passed;
}
