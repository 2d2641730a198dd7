import { writeFileSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { optionsDocument } from '#dist/report/options-document.js';
import { EXIT } from '#dist/results/exit-code.js';

/** `npm run docs`: makes the documents that are made from code. */
export function docs(): number {
  writeFileSync(inPackage('docs/options.md'), optionsDocument());
  return EXIT.passed;
}
