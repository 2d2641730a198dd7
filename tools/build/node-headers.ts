import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** For node-gyp: Node's own headers where they were installed with it; otherwise node-gyp downloads them. */
export function headerOptions(): readonly string[] {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
}
