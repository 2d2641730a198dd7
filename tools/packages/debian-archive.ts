import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { note } from '../process/note.js';
import { output, run } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';
import { aptConfiguration, KEYRING, sourceLine } from './debian-sources.js';

const NEEDED = [
  { path: KEYRING, package: 'debian-archive-keyring' },
  { path: '/usr/bin/apt-get', package: 'apt' },
];

/**
 * Packages of some of Debian's suites, without touching what this machine has installed or configured: apt with a
 * configuration, lists and a package state of its own. Needs no root.
 */
export class DebianArchive {
  readonly #directory: string;
  readonly #env: NodeJS.ProcessEnv;

  /**
   * @param directory where apt keeps its lists
   * @param architecture as Debian calls it (`armhf`); this machine's if not given
   * @throws ToolError when this is no Debian, or its mirror does not answer
   */
  constructor(directory: string, suites: readonly string[], architecture?: string) {
    for (const { path, package: name } of NEEDED) {
      if (!existsSync(path)) throw new ToolError(`${path} is missing: kernels come from Debian, with ${name}`);
    }
    this.#directory = directory;
    this.#env = { ...process.env, APT_CONFIG: join(directory, 'apt.conf') };
    for (const part of ['lists/partial', 'archives/partial']) mkdirSync(join(directory, part), { recursive: true });
    writeFileSync(join(directory, 'status'), '');
    writeFileSync(join(directory, 'sources.list'), suites.map(sourceLine).join(''));
    writeFileSync(join(directory, 'apt.conf'), aptConfiguration(directory, architecture));
    run('apt-get', ['update', '-qq'], { quiet: true, env: this.#env });
  }

  /** The names of all packages that begin like this. */
  names(prefix: string): readonly string[] {
    return output('apt-cache', ['pkgnames', prefix], this.#env)
      .split('\n')
      .filter((name) => name !== '');
  }

  /** The versions there are of a package, the latest first. */
  versions(name: string): readonly string[] {
    const table = output('apt-cache', ['madison', name], this.#env);
    const versions = table.split('\n').map((row) => row.split('|')[1]?.trim() ?? '');
    return [...new Set(versions.filter((version) => version !== ''))];
  }

  /** The names of the packages that one depends on. */
  depends(name: string, version: string): readonly string[] {
    const record = output('apt-cache', ['show', `${name}=${version}`], this.#env);
    const line = /^Depends: (.*)$/m.exec(record)?.[1] ?? '';
    return line.split(/[,|]/).map((item) => item.trim().split(' ')[0] ?? '');
  }

  /** Downloads packages of one version into the archive's directory; returns their paths. */
  download(names: readonly string[], version: string): readonly string[] {
    note(`downloading ${names.join(', ')} ${version}`);
    return this.fetch(names.map((name) => `${name}=${version}`));
  }

  /** Everything that must be installed for some packages to run, recommendations left out: `NAME=VERSION`, as fetch takes them. */
  closure(names: readonly string[]): readonly string[] {
    const plan = output('apt-get', ['install', '-s', '--no-install-recommends', ...names], this.#env);
    return [...plan.matchAll(/^Inst (\S+) \((\S+)/gm)].map(([, name, version]) => `${String(name)}=${String(version)}`);
  }

  /** Downloads `NAME`s or `NAME=VERSION`s into the archive's directory; returns their paths. */
  fetch(wanted: readonly string[]): readonly string[] {
    const uris = output('apt-get', ['download', '--print-uris', ...wanted], this.#env);
    const files = [...uris.matchAll(/^'[^']*' (\S+)/gm)].map(([, file]) => join(this.#directory, String(file)));
    if (files.length !== wanted.length) throw new ToolError(`Debian's archive has not all of ${wanted.join(', ')}`);
    run('apt-get', ['download', '-qq', ...wanted], { quiet: true, env: this.#env, cwd: this.#directory });
    return files;
  }
}
