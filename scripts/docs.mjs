// npm run docs: makes the documents that are made from code.
import { writeFileSync } from 'node:fs';
import { inProject } from './lib/project.mjs';
import { script } from './lib/run.mjs';
import { buildAll } from './lib/steps.mjs';

await script(async () => {
  buildAll();
  const { optionsDocument } = await import('../dist/report/options-document.js');
  writeFileSync(inProject('docs/options.md'), optionsDocument());
});
