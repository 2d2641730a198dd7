import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

/**
 * Puts the compiled tests and what they read beside an unpacked package, so that they test the package's own code.
 *
 * @param {string} home the package's directory
 */
export function addTests(home) {
  const parts = ['package.json', 'build/test', 'test/fixtures', 'native/addon', 'src/afalg'];
  for (const part of [...parts, 'node_modules/fast-check', 'node_modules/pure-rand']) {
    cpSync(inProject(part), join(home, part), { recursive: true, filter: (path) => !/\.(map|d\.ts|cjs)$/.test(path) });
  }
}
