import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output, run, ScriptError } from './run.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Packages of some of Debian's suites, without touching what this machine has installed or configured: apt with a
 * configuration, lists and a package state of its own. Needs no root.
 */
export class DebianArchive {
  #directory;
  #env;

  /**
   * @param {string} directory where apt keeps its lists
   * @param {readonly string[]} suites
   * @param {string} [architecture] as Debian calls it (`armhf`); this machine's if not given
   */
  constructor(directory, suites, architecture) {
    for (const [path, name] of [
      [KEYRING, 'debian-archive-keyring'],
      ['/usr/bin/apt-get', 'apt'],
    ]) {
      if (!existsSync(String(path)))
        throw new ScriptError(`${path} is missing: kernels come from Debian, with ${name}`);
    }
    this.#directory = directory;
    this.#env = { ...process.env, APT_CONFIG: join(directory, 'apt.conf') };
    for (const part of ['lists/partial', 'archives/partial']) mkdirSync(join(directory, part), { recursive: true });
    writeFileSync(join(directory, 'status'), '');
    writeFileSync(join(directory, 'sources.list'), suites.map(sourceLine).join(''));
    writeFileSync(join(directory, 'apt.conf'), configuration(directory, architecture));
    run('apt-get', ['update', '-qq'], { quiet: true, env: this.#env });
  }

  /** The versions there are of a package, the latest first. @param {string} name @returns {string[]} */
  versions(name) {
    const table = output('apt-cache', ['madison', name], { env: this.#env });
    const versions = table.split('\n').map((row) => row.split('|')[1]?.trim() ?? '');
    return [...new Set(versions.filter((version) => version !== ''))];
  }

  /** The names of the packages that one depends on. @param {string} name @param {string} version @returns {string[]} */
  depends(name, version) {
    const record = output('apt-cache', ['show', `${name}=${version}`], { env: this.#env });
    const line = /^Depends: (.*)$/m.exec(record)?.[1] ?? '';
    return line.split(/[,|]/).map((item) => item.trim().split(' ')[0] ?? '');
  }

  /**
   * Downloads packages of one version into the archive's directory.
   *
   * @param {readonly string[]} names @param {string} version
   * @returns {string[]} their paths
   */
  download(names, version) {
    process.stderr.write(`downloading ${names.join(', ')} ${version}\n`);
    return this.fetch(names.map((name) => `${name}=${version}`));
  }

  /**
   * Everything that must be installed for some packages to run, recommendations left out.
   *
   * @param {readonly string[]} names
   * @returns {string[]} `NAME=VERSION`, as fetch takes them
   */
  closure(names) {
    const plan = output('apt-get', ['install', '-s', '--no-install-recommends', ...names], { env: this.#env });
    return [...plan.matchAll(/^Inst (\S+) \((\S+)/gm)].map(([, name, version]) => `${String(name)}=${String(version)}`);
  }

  /** Downloads `NAME=VERSION`s into the archive's directory. @param {readonly string[]} wanted @returns {string[]} paths */
  fetch(wanted) {
    const uris = output('apt-get', ['download', '--print-uris', ...wanted], { env: this.#env });
    const files = [...uris.matchAll(/^'[^']*' (\S+)/gm)].map(([, file]) => join(this.#directory, String(file)));
    if (files.length !== wanted.length) throw new ScriptError(`Debian's archive has not all of ${wanted.join(', ')}`);
    run('apt-get', ['download', '-qq', ...wanted], { quiet: true, env: this.#env, cwd: this.#directory });
    return files;
  }
}

/** The suites where packages of a release come from. @param {string} release @returns {string[]} */
export function suitesOf(release) {
  return [release, `${release}-updates`, `${release}-security`];
}

/** The name of this machine's release (`bookworm`). */
export function codename() {
  return /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
}

/** As in sources.list. @param {string} suite */
export function sourceLine(suite) {
  return `deb [signed-by=${KEYRING}] ${mirrorOf(suite)} ${suite} main\n`;
}

/** The mirror that this machine takes suites of that kind from. @param {string} suite */
function mirrorOf(suite) {
  const format = ['--no-release-info', '--format', '$(RELEASE) $(SITE)', 'Created-By: Packages'];
  const configured = output('apt-get', ['indextargets', ...format]).split('\n');
  const isSecurity = (/** @type {string} */ name) => name.endsWith('-security');
  const line = configured.find((each) => each !== '' && isSecurity(each.split(' ')[0] ?? '') === isSecurity(suite));
  const mirror = line?.split(' ')[1];
  if (mirror === undefined) throw new ScriptError(`apt has no source to take ${suite} from: kernels come from Debian`);
  return mirror;
}

/** @param {string} directory @param {string} [architecture] */
function configuration(directory, architecture) {
  const foreign = architecture === undefined ? [] : [['APT::Architecture', architecture]];
  return [
    ...foreign,
    ...foreign.map(([, name]) => ['APT::Architectures', name]),
    ['Dir::Etc::sourcelist', join(directory, 'sources.list')],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::State', directory],
    ['Dir::State::lists', join(directory, 'lists')],
    ['Dir::State::status', join(directory, 'status')],
    ['Dir::Cache', directory],
    ['Acquire::Languages', 'none'],
    // Otherwise apt complains that its own user may not write to a directory of ours.
    ['APT::Sandbox::User', 'root'],
  ]
    .map(([name, value]) => `${name} "${value}";\n`)
    .join('');
}
