import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory with package.json: this file, and each bundle with it, is two levels below. */
export const PACKAGE_ROOT: string = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The absolute path of a file of the package, `dist/worker/host-main.js` for instance. */
export function inPackage(path: string): string {
  return join(PACKAGE_ROOT, path);
}
