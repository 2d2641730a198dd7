import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ELF = '\x7fELF';

/**
 * The kernel's own build programs (modpost, fixdep) come with its headers, as programs that this machine may not run as
 * they are: each becomes a script that starts it.
 *
 * @param directory where they lie
 * @param launcher the beginning of a shell command, which takes the name to start a program as, its path, and its arguments
 */
export function launchPrograms(directory: string, launcher: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || readFileSync(path).toString('latin1', 0, 4) !== ELF) continue;
    const program = `${path}.elf`;
    renameSync(path, program);
    // Some start another one, by the name they were started as.
    writeFileSync(path, `#!/bin/sh\nexec ${launcher} "$0" "$0.elf" "$@"\n`);
    chmodSync(path, 0o755);
  }
}
