import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectories } from './make-directories.js';

/**
 * Makes `<parent>/<utc time>-<name>`, or with `.2` and so on behind it: two may start within a second.
 *
 * @param parent need not exist yet
 */
export function newDirectory(parent: string, started: Date, name: string): string {
  makeDirectories(parent);
  const time = started
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const path = join(parent, `${time}-${name}`);
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? path : `${path}.${String(attempt)}`;
    try {
      mkdirSync(candidate);
      return candidate;
    } catch (thrown) {
      const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
      if (!exists || attempt === 100) throw thrown;
    }
  }
}
