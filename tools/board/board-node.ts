// Node for a board that has none: Debian's, because no registry has a later build for ARMv7 than Node 20.11, made to
// run from any directory of any system. It brings its own C library, so that the board's may be older, or musl.
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { librariesOf, LINKER } from '../armhf/armhf-libraries.js';
import { armhfRoot } from '../armhf/armhf-root.js';
import { ToolError } from '../process/tool-error.js';

/**
 * Debian builds node so that it reads some of its modules (cjs-module-lexer, undici, ...) from here when it starts, and
 * aborts without them: debian/rules of nodejs, --shared-builtin-*.
 */
const DEBIANS_PLACE = '/usr/share/nodejs/';
/** As long, and the same directory for whoever holds it open as descriptor 9: tools/board/device/node does. */
const ANY_PLACE = '/proc/self/fd/9///';

/** Puts a Node into a directory. */
export function addNode(directory: string): void {
  const root = armhfRoot();
  for (const name of ['bin', 'lib', 'share']) mkdirSync(join(directory, name), { recursive: true });
  const program = join(root, 'usr/bin/node');
  for (const file of [program, join(root, LINKER), ...librariesOf(root, program)]) {
    copyFileSync(file, join(directory, 'lib', basename(file)));
  }
  relocate(join(directory, 'lib/libnode.so.115'));
  cpSync(join(root, 'usr/share/nodejs'), join(directory, 'share/nodejs'), { recursive: true });
  cpSync(join(root, 'usr/share/doc'), join(directory, 'share/doc'), { recursive: true });
  copyFileSync(inPackage('tools/board/device/node'), join(directory, 'bin/node'));
  copyFileSync(inPackage('tools/board/device/exec-path.cjs'), join(directory, 'lib/exec-path.cjs'));
}

function relocate(library: string): void {
  const bytes = readFileSync(library);
  let found = 0;
  for (let at = bytes.indexOf(DEBIANS_PLACE); at >= 0; at = bytes.indexOf(DEBIANS_PLACE, at)) {
    bytes.write(ANY_PLACE, at, 'latin1');
    found += 1;
  }
  if (found === 0) throw new ToolError(`${library} does not read from ${DEBIANS_PLACE} any more: it needs no patch`);
  writeFileSync(library, bytes);
}
