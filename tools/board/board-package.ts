// The package for a board: everything that runs there but Node, in one archive that is unpacked anywhere.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { VERSION } from '#dist/package/version.js';
import { map } from '#dist/codec/structures.js';
import { json } from '#dist/codec/values.js';
import { buildPrebuild, prebuildOf } from '../build/prebuilt-addon.js';
import { parseJson } from '../process/parse-json.js';
import { ToolError } from '../process/tool-error.js';
import { packArchive } from './archive.js';
import { addNode } from './board-node.js';
import { licences } from './licences.js';

/** Bytes: what fits a slow link and a small SD card; without Node. */
const LARGEST = 3 * 1024 * 1024;

/** The test definition, and what it runs on the board; jobs and devices are for the lab. */
const LAVA_FILES = ['afalg-stress.yaml', 'run.sh', 'test-cases.mjs', 'upload.mjs'];

/** What minimise makes its C program of. */
const MINIMAL = 'native/minimal';

/** What of package.json the program and its reader need. */
const KEPT_FIELDS = ['name', 'version', 'description', 'license', 'type', 'bin', 'engines', 'os'];

export interface BoardPackage {
  /** Its path. */
  readonly archive: string;
  /** Of the directory in it. */
  readonly name: string;
}

/** Makes the archive. */
export function packBoard({ withNode }: { readonly withNode: boolean }): BoardPackage {
  buildPrebuild('arm');
  const name = `afalg-stress-${VERSION}-linux-armv7`;
  const parent = inPackage(`build/board/${withNode ? 'with-node' : 'plain'}`);
  const directory = join(parent, name);
  rmSync(parent, { recursive: true, force: true });
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(directory, to)), { recursive: true });
    copyFileSync(inPackage(from), join(directory, to));
  };
  put('tools/board/device/afalg-stress', 'bin/afalg-stress');
  put(prebuildOf('arm'), prebuildOf('arm'));
  put('LICENSE', 'LICENSE');
  put('docs/board.md', 'README.md');
  for (const file of readdirSync(inPackage(MINIMAL)).filter((name) => /\.[ch]$/.test(name))) {
    put(`${MINIMAL}/${file}`, `${MINIMAL}/${file}`);
  }
  for (const file of LAVA_FILES) put(`lava/${file}`, `lava/${file}`);
  copyCompiled(inPackage('dist'), join(directory, 'dist'));
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(keptManifest(), null, 2)}\n`);
  writeFileSync(join(directory, 'LICENSES-OF-DEPENDENCIES'), licences(['yargs', 'pino', 'node-addon-api']));
  if (withNode) addNode(join(directory, 'node'));
  const archive = inPackage(`build/board/${name}${withNode ? '-with-node' : ''}.tar.gz`);
  packArchive(parent, name, archive);
  const { size } = statSync(archive);
  if (!withNode && size > LARGEST) {
    throw new ToolError(`${archive} has ${String(size)} bytes, and may have ${String(LARGEST)}`);
  }
  return { archive, name };
}

function keptManifest(): Readonly<Record<string, unknown>> {
  const manifest = parseJson(readFileSync(inPackage('package.json'), 'utf8'), 'package.json', map(json));
  return Object.fromEntries(KEPT_FIELDS.map((field) => [field, manifest[field]]));
}

/** JavaScript only: the bundles hold yargs and pino. */
function copyCompiled(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyCompiled(source, target);
    else if (/\.c?js$/.test(entry.name)) cpSync(source, target);
  }
}
