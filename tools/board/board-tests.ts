import { cpSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { run } from '../process/run.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import type { BoardPackage } from './board-package.js';

/** Where the board has the package with the tests beside it. */
export const BOARD_TESTS = '/opt/board-test';

/** The tests themselves, what they read of the project, and the packages they import. */
const PARTS = [
  ...['package.json', 'build/test', 'test/fixtures', 'native/addon', 'src/afalg'],
  ...['node_modules/fast-check', 'node_modules/pure-rand'],
];

/**
 * Puts the compiled tests and what they read beside an unpacked package, so that they test the package's own code.
 *
 * @param home the package's directory
 */
export function addTests(home: string): void {
  for (const part of PARTS) {
    cpSync(inPackage(part), join(home, part), { recursive: true, filter: (path) => !/\.(map|d\.ts|cjs)$/.test(path) });
  }
}

/**
 * The package with the tests beside it as an archive for the board's root, as runInSabrelite takes them; returns its path.
 *
 * @param files more that the tests need
 * @param directory for the archive
 */
export function testArchive({ archive, name }: BoardPackage, files: readonly string[], directory: string): string {
  using root = new TemporaryDirectory('afalg-board-root-');
  const home = root.join(BOARD_TESTS);
  mkdirSync(home, { recursive: true });
  run('tar', ['-C', home, '--strip-components=1', '-xzf', archive, name]);
  addTests(home);
  for (const file of files) cpSync(file, join(home, basename(file)));
  const packed = join(directory, 'tests.tar.gz');
  run('tar', ['-C', root.path, '-czf', packed, 'opt']);
  return packed;
}
