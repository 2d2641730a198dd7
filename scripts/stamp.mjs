// Leaves out what was done already. Used before anything is compiled, and by the compiled tools.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Does a step unless it was done already with the same inputs.
 *
 * @param {string} name of the step, and of its stamp below build/
 * @param {readonly string[]} inputs files and directories of the project
 * @param {readonly string[]} outputs that must exist for the step to count as done
 * @param {() => void} step
 * @param {string} [root] of the project
 */
export function unlessDone(name, inputs, outputs, step, root = ROOT) {
  const stamp = join(root, 'build', `.${name}.stamp`);
  const wanted = digest(root, inputs);
  if (outputs.every((output) => exists(join(root, output))) && readOrEmpty(stamp) === wanted) return;
  step();
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** @param {string} root @param {readonly string[]} inputs */
function digest(root, inputs) {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}\0`);
  for (const path of inputs.flatMap((input) => filesBelow(join(root, input)))) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** @param {string} path */
function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** @param {string} path */
function readOrEmpty(path) {
  return exists(path) ? readFileSync(path, 'utf8') : '';
}
