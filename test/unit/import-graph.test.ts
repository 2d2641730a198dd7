/** That imports go one way: eslint knows the order of the folders, and not the files in them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT_ROOT } from '../helpers/paths.js';

/** What each imports. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Those that are in a circle, or import one that is. */
function inCircles(graph: Graph): readonly string[] {
  const left = new Map(graph);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [name, imported] of left) if (![...imported].some((other) => left.has(other))) left.delete(name);
  }
  return [...left.keys()];
}

/** TypeScript modules, types included. */
function modules(folder: string): Graph {
  const root = join(PROJECT_ROOT, folder);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.c?ts$/.test(path));
  return new Map(
    paths.map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const found = text.matchAll(/(?:from|import\() ?'(\.{1,2}\/[^']+)\.js'/g);
      const file = join(root, path);
      return [file, new Set([...found].map(([, target = '']) => `${resolve(dirname(file), target)}.ts`))];
    }),
  );
}

/** Parts of the kernel module, a .c file and its header each. */
function kernelParts(): Graph {
  const root = join(PROJECT_ROOT, 'native/vce');
  const found = new Map<string, Set<string>>();
  for (const file of readdirSync(root).filter((name) => /\.[ch]$/.test(name))) {
    const part = file.slice(0, -2);
    const included = found.get(part) ?? new Set();
    found.set(part, included);
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^#include "(\w+)\.h"$/gm)) if (name !== part) included.add(name);
  }
  return found;
}

describe('imports go one way', () => {
  for (const folder of ['src', 'tools']) {
    it(`in ${folder}`, () => {
      const graph = modules(folder);
      assert.ok(graph.size > 50 && [...graph.values()].some((imported) => imported.size > 5));
      assert.deepEqual(inCircles(graph), []);
    });
  }

  it('in native/vce', () => {
    const graph = kernelParts();
    assert.ok((graph.get('engine')?.size ?? 0) > 2);
    assert.deepEqual(inCircles(graph), []);
  });
});
