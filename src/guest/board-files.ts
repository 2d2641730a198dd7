import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError, EXIT } from '../results/exit-code.js';

/** What the sabrelite guest boots. */
export interface BoardFiles {
  readonly kernel: string;
  readonly deviceTree: string;
  /** An initial ramdisk with Node, stress-ng and the kernel's modules. */
  readonly ramdisk: string;
  /** As `uname -r` says it. */
  readonly release: string;
}

const PREFIX = 'sabrelite-';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run guest:sabrelite` has made ready. Throws CommandError when it has not. */
export function findBoardFiles(): BoardFiles {
  // scripts/lib/kernel-cache.mjs says the same.
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'afalg-stress', 'kernels');
  const names = existsSync(cache) ? [...readdirSync(cache)].sort() : [];
  const name = names.findLast((each) => each.startsWith(PREFIX) && !each.endsWith('.unfinished'));
  if (name === undefined) {
    throw new CommandError(EXIT.nothingTested, 'no sabrelite guest here: npm run guest:sabrelite makes it ready');
  }
  const directory = join(cache, name);
  return {
    kernel: join(directory, 'uImage'),
    deviceTree: join(directory, 'board.dtb'),
    ramdisk: join(directory, 'ramdisk'),
    release: name.slice(PREFIX.length),
  };
}

/** The package as a board gets it. Throws CommandError when there is none, or one of an older program. */
export function findBoardPackage(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const version = /"version": "([^"]*)"/.exec(text)?.[1] ?? '';
  const path = join(ROOT, 'build/board', `afalg-stress-${version}-linux-armv7.tar.gz`);
  if (!existsSync(path)) {
    throw new CommandError(EXIT.nothingTested, `no package for the sabrelite guest (${path}): npm run pack:board`);
  }
  if (statSync(path).mtimeMs < statSync(join(ROOT, 'dist/cli/afalg-stress.js')).mtimeMs) {
    throw new CommandError(EXIT.nothingTested, `${path} is older than this program: npm run pack:board`);
  }
  return path;
}
