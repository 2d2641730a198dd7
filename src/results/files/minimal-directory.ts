import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MINIMAL, type MinimalDocument } from '../documents/minimal.js';
import { newDirectory } from './new-directory.js';
import { unwritableResults } from './unwritable-results.js';
import { writeFileAtomically } from './write-file.js';

/**
 * Writes `<results>/<utc time>-<seed>-minimal/` with minimal.json and the C program; returns its path.
 *
 * @throws CommandError when the place cannot be written; then nothing is left
 */
export function writeMinimal(
  results: string,
  started: Date,
  seed: string,
  document: MinimalDocument,
  program: string,
): string {
  let path: string | undefined;
  try {
    path = newDirectory(results, started, `${seed}-minimal`);
    writeFileAtomically(join(path, document.program), program);
    writeFileAtomically(join(path, 'minimal.json'), MINIMAL.write(document));
    return path;
  } catch (thrown) {
    if (path !== undefined) rmSync(path, { recursive: true, force: true });
    throw unwritableResults(results, thrown);
  }
}
