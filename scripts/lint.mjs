// npm run lint [-- --fix]: types of the scripts, eslint, prettier and clang-format.
import { readdirSync } from 'node:fs';
import { requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { run, script } from './lib/run.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';

const FORMATTED = ['src', 'test', 'scripts', 'bench', '*.json', '*.js', '!test/fixtures', '!package-lock.json'];

await script(() => {
  const fix = process.argv.includes('--fix');
  buildAll();
  compileTests();
  requirePrograms(['clang-format']);
  const tool = (/** @type {string} */ name) => inProject('node_modules/.bin', name);
  run(tool('tsc'), ['-p', 'scripts/tsconfig.json']);
  run(tool('prettier'), [fix ? '--write' : '--check', '--log-level=warn', ...FORMATTED]);
  run(tool('eslint'), [...(fix ? ['--fix'] : []), '.']);
  const native = readdirSync(inProject('native/addon')).map((name) => `native/addon/${name}`);
  run('clang-format', [...(fix ? ['-i'] : ['--dry-run', '--Werror']), ...native, 'bench/baseline.cpp']);
});
