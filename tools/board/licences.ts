import { readdirSync, readFileSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { JsonDocument } from '#dist/results/json-document.js';
import { ToolError } from '../process/tool-error.js';

const LOCK = 'package-lock.json';

/** The licences of packages and of all that they depend on: what a package that contains their code must bring along. */
export function licences(names: readonly string[]): string {
  const lock = JsonDocument.parse(LOCK, readFileSync(inPackage(LOCK), 'utf8')).object('packages');
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const entry = lock.object(path);
    const heading = `${path.replace(/^.*node_modules\//, '')} ${entry.text('version')} (${entry.text('license')})`;
    texts.set(path, `${heading}\n\n${licenceIn(path)}`);
    for (const dependency of entry.has('dependencies') ? entry.object('dependencies').names() : []) {
      // Its own copy, or the one that all share.
      const own = `${path}/node_modules/${dependency}`;
      visit(lock.has(own) ? own : `node_modules/${dependency}`);
    }
  };
  for (const name of names) visit(`node_modules/${name}`);
  return [...texts.values()].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceIn(path: string): string {
  const file = readdirSync(inPackage(path)).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new ToolError(`${path} has no licence to bring along`);
  return readFileSync(inPackage(`${path}/${file}`), 'utf8');
}
