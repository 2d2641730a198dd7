import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { PROJECT_ROOT } from '../../helpers/paths.js';

const SOURCES = join(PROJECT_ROOT, 'native/vce');

/** The parts of the module, a .c file and its header each, and the parts they include. */
function parts(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of readdirSync(SOURCES).filter((name) => /\.[ch]$/.test(name))) {
    const part = file.slice(0, -2);
    const included = found.get(part) ?? new Set();
    found.set(part, included);
    const text = readFileSync(join(SOURCES, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^#include "(\w+)\.h"$/gm)) if (name !== part) included.add(name);
  }
  return found;
}

it("the virtual engine's parts stand on each other in one direction", () => {
  const left = new Map(parts());
  assert.ok(left.size > 9 && left.has('engine'));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [part, included] of left) if (![...included].some((name) => left.has(name))) left.delete(part);
  }
  assert.deepEqual([...left.keys()], []);
});
