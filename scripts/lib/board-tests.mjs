import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inProject } from './project.mjs';
import { run } from './run.mjs';

/** Where the board has the package with the tests beside it. */
export const BOARD_TESTS = '/opt/board-test';

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

/**
 * The package with the tests beside it as an archive for the board's root, as runInSabrelite takes them.
 *
 * @param {{archive: string, name: string}} board @param {readonly string[]} files more that the tests need
 * @param {string} directory for the archive, made if it is missing
 * @returns {string} its path
 */
export function testArchive({ archive, name }, files, directory) {
  mkdirSync(directory, { recursive: true });
  const root = mkdtempSync(join(tmpdir(), 'afalg-board-root-'));
  try {
    const home = join(root, BOARD_TESTS);
    mkdirSync(home, { recursive: true });
    run('tar', ['-C', home, '--strip-components=1', '-xzf', archive, name]);
    addTests(home);
    for (const file of files) cpSync(file, join(home, basename(file)));
    const packed = join(directory, 'tests.tar.gz');
    run('tar', ['-C', root, '-czf', packed, 'opt']);
    return packed;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
