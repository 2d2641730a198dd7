import { readdirSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { buildAddon } from '../build/addon.js';
import { compileTests } from '../build/compiled-tests.js';
import { findCheckpatch } from '../kernel/checkpatch.js';
import { requirePrograms } from '../packages/programs.js';
import { note } from '../process/note.js';
import { run } from '../process/run.js';
import { toolOptions } from '../process/tool-options.js';

const FORMATTED = [
  ...['src', 'tools', 'test', 'scripts', 'lava', '*.json', '*.js'],
  ...['!test/fixtures', '!package-lock.json'],
];

/**
 * `npm run lint`: types (compiling checks most of them), eslint, prettier, clang-format, and checkpatch for the kernel
 * module. `npm run format` fixes what it can.
 */
export function lint(args: readonly string[]): number {
  const options = { fix: { type: 'boolean', default: false } } as const;
  const { fix } = toolOptions({ args, options }, 'usage: npm run lint [-- --fix]').values;
  buildAddon();
  compileTests();
  requirePrograms(['clang-format']);
  const tool = (name: string): string => inPackage(`node_modules/.bin/${name}`);
  run(tool('tsc'), ['-p', 'scripts/tsconfig.json']);
  run(tool('prettier'), [fix ? '--write' : '--check', '--log-level=warn', ...FORMATTED]);
  run(tool('eslint'), [...(fix ? ['--fix'] : []), '.']);
  run('clang-format', [
    ...(fix ? ['-i'] : ['--dry-run', '--Werror']),
    ...filesOf('native/addon'),
    'bench/baseline.cpp',
  ]);
  checkMinimal(fix);
  checkModule([...filesOf('native/vce'), ...filesOf('native/doom')].filter((name) => /\.[ch]$/.test(name)));
  return EXIT.passed;
}

/** The C program that minimise writes, with an example of its data. */
function checkMinimal(fix: boolean): void {
  const files = filesOf('native/minimal').filter((name) => /\.[ch]$/.test(name));
  const strict = ['-std=c11', '-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-pedantic', '-Werror'];
  run('clang-format', [...(fix ? ['-i'] : ['--dry-run', '--Werror']), ...files]);
  run('cc', [...strict, '-fsyntax-only', ...files.filter((name) => name.endsWith('.c'))]);
}

function checkModule(files: readonly string[]): void {
  const checkpatch = findCheckpatch();
  if (checkpatch === undefined) {
    note('the kernel modules were not checked: npm run vce:build -- --guest uml brings checkpatch.pl');
    return;
  }
  run('perl', [checkpatch, '--no-tree', '--strict', '--terse', '--no-summary', '--file', ...files]);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(inPackage(folder)).map((name) => `${folder}/${name}`);
}
