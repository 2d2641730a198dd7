// The package for a board: everything that runs there but Node, in one archive that is unpacked anywhere.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addNode } from './board-node.mjs';
import { licences } from './licences.mjs';
import { buildPrebuild, prebuildOf } from './prebuilds.mjs';
import { inProject } from './project.mjs';
import { output, run, ScriptError } from './run.mjs';

/** Bytes: what fits a slow link and a small SD card; without Node. */
const LARGEST = 3 * 1024 * 1024;

/** The test definition, and what it runs on the board; jobs and devices are for the lab. */
const LAVA_FILES = ['afalg-stress.yaml', 'run.sh', 'test-cases.mjs', 'upload.mjs'];

/** What of package.json the program and its reader need. */
const KEPT_FIELDS = ['name', 'version', 'description', 'license', 'type', 'bin', 'engines', 'os'];

/**
 * Makes the archive.
 *
 * @param {{withNode: boolean}} options
 * @returns {{archive: string, name: string}} its path, and the name of the directory in it
 */
export function packBoard({ withNode }) {
  buildPrebuild('arm');
  const manifest = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const name = `afalg-stress-${manifest.version}-linux-armv7`;
  const parent = inProject('build/board', withNode ? 'with-node' : 'plain');
  const directory = join(parent, name);
  rmSync(parent, { recursive: true, force: true });
  const put = (/** @type {string} */ from, /** @type {string} */ to) => {
    mkdirSync(dirname(join(directory, to)), { recursive: true });
    copyFileSync(inProject(from), join(directory, to));
  };
  put('scripts/board/afalg-stress', 'bin/afalg-stress');
  put(prebuildOf('arm'), prebuildOf('arm'));
  put('LICENSE', 'LICENSE');
  put('docs/board.md', 'README.md');
  for (const file of LAVA_FILES) put(`lava/${file}`, `lava/${file}`);
  copyCompiled(inProject('dist'), join(directory, 'dist'));
  const kept = KEPT_FIELDS.map((field) => [field, manifest[field]]);
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  writeFileSync(join(directory, 'LICENSES-OF-DEPENDENCIES'), licences(['yargs', 'pino', 'node-addon-api']));
  if (withNode) addNode(join(directory, 'node'));
  const archive = inProject('build/board', `${name}${withNode ? '-with-node' : ''}.tar.gz`);
  makeArchive(parent, name, archive);
  const { size } = statSync(archive);
  if (!withNode && size > LARGEST) throw new ScriptError(`${archive} has ${size} bytes, and may have ${LARGEST}`);
  return { archive, name };
}

/** JavaScript only: the bundles hold yargs and pino. @param {string} from @param {string} to */
function copyCompiled(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyCompiled(source, target);
    else if (/\.c?js$/.test(entry.name)) cpSync(source, target);
  }
}

/** Equal inputs make equal archives. @param {string} parent @param {string} name @param {string} archive */
function makeArchive(parent, name, archive) {
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--mode=go-w', '--sort=name'];
  const time = `--mtime=@${process.env['SOURCE_DATE_EPOCH'] ?? commitTime()}`;
  run('tar', ['-C', parent, ...owner, time, '--use-compress-program=gzip -9n', '-cf', archive, name]);
}

/** Seconds since 1970 of the last commit; of a source without a history, the beginning of time as FAT knows it. */
function commitTime() {
  try {
    return output('git', ['log', '-1', '--format=%ct']).trim();
  } catch (thrown) {
    if (!(thrown instanceof ScriptError)) throw thrown;
    return '315532800';
  }
}
