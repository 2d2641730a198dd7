// Where things are. Scripts use Node's own modules only: they run before anything is installed.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @param {...string} parts */
export function inProject(...parts) {
  return join(ROOT, ...parts);
}
