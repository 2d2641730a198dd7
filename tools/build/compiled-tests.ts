import { rmSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { unlessDone } from '#scripts/stamp.mjs';
import { note } from '../process/note.js';
import { run } from '../process/run.js';

export function compileTests(): void {
  const inputs = ['src', 'tools', 'test', 'tsconfig.json', 'package-lock.json'];
  unlessDone('test', inputs, ['build/test'], () => {
    note('compiling the tests');
    // A test whose source is gone must not run any more.
    rmSync(inPackage('build/test'), { recursive: true, force: true });
    rmSync(inPackage('build/test.tsbuildinfo'), { force: true });
    run(inPackage('node_modules/.bin/tsc'), ['-p', 'test/tsconfig.json']);
  });
}
