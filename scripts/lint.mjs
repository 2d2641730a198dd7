// npm run lint [-- --fix]: types of the scripts, eslint, prettier and clang-format; checkpatch for the kernel module.
import { readdirSync } from 'node:fs';
import { findCheckpatch } from './lib/kernel-tree.mjs';
import { requirePrograms } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { run, script } from './lib/run.mjs';
import { buildAll, compileTests } from './lib/steps.mjs';

const FORMATTED = ['src', 'test', 'scripts', 'lava', 'bench', '*.json', '*.js', '!test/fixtures', '!package-lock.json'];

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
  const checkpatch = findCheckpatch();
  const module = readdirSync(inProject('native/vce')).filter((name) => /\.[ch]$/.test(name));
  if (checkpatch === undefined) {
    process.stderr.write('native/vce was not checked: npm run vce:build -- --guest uml brings checkpatch.pl\n');
  } else {
    const options = ['--no-tree', '--strict', '--terse', '--no-summary'];
    run('perl', [checkpatch, ...options, '--file', ...module.map((name) => `native/vce/${name}`)]);
  }
});
