import { readdirSync, readFileSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { map, object, since } from '#dist/codec/structures.js';
import { json, text } from '#dist/codec/values.js';
import { parseJson } from '../process/parse-json.js';
import { ToolError } from '../process/tool-error.js';

const LOCK = 'package-lock.json';

/** What of package-lock.json is read; the project itself has no licence there to read. */
const LOCKED = object({
  packages: map(object({ version: since('', text), license: since('', text), dependencies: since({}, map(json)) })),
});

/** The licences of packages and of all that they depend on: what a package that contains their code must bring along. */
export function licences(names: readonly string[]): string {
  const { packages } = parseJson(readFileSync(inPackage(LOCK), 'utf8'), LOCK, LOCKED);
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const entry = packages[path];
    if (entry === undefined) throw new ToolError(`${LOCK} has no ${path}`);
    const heading = `${path.replace(/^.*node_modules\//, '')} ${entry.version} (${entry.license})`;
    texts.set(path, `${heading}\n\n${licenceIn(path)}`);
    for (const dependency of Object.keys(entry.dependencies)) {
      // Its own copy, or the one that all share.
      const own = `${path}/node_modules/${dependency}`;
      visit(own in packages ? own : `node_modules/${dependency}`);
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
