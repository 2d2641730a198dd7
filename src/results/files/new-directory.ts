import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodeOf } from '../../kernel/error-code.js';
import { makeDirectories } from './make-directories.js';

/**
 * Makes `<parent>/<utc time>-<name>`, or with `.2` and so on appended: two may start within a second.
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
      if (errorCodeOf(thrown) !== 'EEXIST' || attempt === 100) throw thrown;
    }
  }
}
