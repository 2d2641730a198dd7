import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, EXIT } from '../../results/exit-code.js';
import { inPackage } from '../../package/root.js';
import { VERSION } from '../../package/version.js';
import { cachedKernels } from '../kernel-cache.js';

/** What the sabrelite guest boots. */
export interface BoardFiles {
  readonly kernel: string;
  readonly deviceTree: string;
  /** An initial ramdisk with Node, stress-ng and the kernel's modules. */
  readonly ramdisk: string;
  /** As `uname -r` says it. */
  readonly release: string;
}

/** What `npm run guest:sabrelite` has made ready. Throws CommandError when it has not. */
export function findBoardFiles(): BoardFiles {
  const latest = cachedKernels('sabrelite').at(-1);
  if (latest === undefined) {
    throw new CommandError(EXIT.broken, "no sabrelite guest here: run 'npm run guest:sabrelite'");
  }
  const { release, directory } = latest;
  return {
    kernel: join(directory, 'uImage'),
    deviceTree: join(directory, 'board.dtb'),
    ramdisk: join(directory, 'ramdisk'),
    release,
  };
}

/** The package as a board gets it. Throws CommandError when there is none, or one of an older program. */
export function findBoardPackage(): string {
  const path = inPackage(`build/board/afalg-stress-${VERSION}-linux-armv7.tar.gz`);
  if (!existsSync(path)) {
    throw new CommandError(EXIT.broken, `no package for the sabrelite guest (${path}): npm run pack:board`);
  }
  if (statSync(path).mtimeMs < statSync(inPackage('dist/cli/afalg-stress.js')).mtimeMs) {
    throw new CommandError(EXIT.broken, `${path} is older than this program: npm run pack:board`);
  }
  return path;
}
