import { readdirSync, readFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { ScriptError } from './run.mjs';

/**
 * The licences of packages and of all that they depend on: what a package that contains their code must bring along.
 *
 * @param {readonly string[]} names
 * @returns {string}
 */
export function licences(names) {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  /** @type {Map<string, string>} */
  const texts = new Map();
  const visit = (/** @type {string} */ path) => {
    if (texts.has(path)) return;
    const entry = lock[path];
    texts.set(
      path,
      `${path.replace(/^.*node_modules\//, '')} ${entry.version} (${entry.license})\n\n${licenceIn(path)}`,
    );
    for (const dependency of Object.keys(entry.dependencies ?? {})) {
      // Its own copy, or the one that all share.
      const own = `${path}/node_modules/${dependency}`;
      visit(own in lock ? own : `node_modules/${dependency}`);
    }
  };
  for (const name of names) visit(`node_modules/${name}`);
  return [...texts.values()].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} path */
function licenceIn(path) {
  const file = readdirSync(inProject(path)).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new ScriptError(`${path} has no licence to bring along`);
  return readFileSync(inProject(path, file), 'utf8');
}
