import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies some of a kernel's modules, and what depmod must know of it.
 *
 * @param from the directory of one release, with `kernel` in it
 * @param parts folders below `kernel`; one that is not there does not count
 */
export function keepModules(from: string, to: string, parts: readonly string[]): void {
  for (const part of parts) {
    const folder = join(from, 'kernel', part);
    if (existsSync(folder)) cpSync(folder, join(to, 'kernel', part), { recursive: true });
  }
  for (const name of readdirSync(from).filter((each) => /^modules\.(order|builtin)/.test(each))) {
    cpSync(join(from, name), join(to, name));
  }
}
