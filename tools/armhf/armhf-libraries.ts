import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { output } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';
import { TRIPLET } from './armhf-archive.js';

/** The dynamic linker, below a root. */
export const LINKER = 'usr/lib/ld-linux-armhf.so.3';

/** The files below a root that the dynamic linker would load for a program. */
export function librariesOf(root: string, program: string): readonly string[] {
  const directory = join(root, 'usr/lib', TRIPLET);
  const linker = ['-L', root, join(root, LINKER), '--library-path', directory, '--list', program];
  const list = output('qemu-arm-static', linker);
  const missing = /^\s*(\S+) => not found/m.exec(list);
  if (missing !== null) throw new ToolError(`${program} needs ${String(missing[1])}, which is not in ${root}`);
  const files = [...list.matchAll(/=> (\S+) \(/g)].map(([, file]) => String(file));
  return files.filter((file) => file.startsWith(directory) && existsSync(file));
}
