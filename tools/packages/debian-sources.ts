// Where Debian's packages come from, and how apt is told without changing what this machine has configured.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { output } from '../process/run.js';
import { ToolError } from '../process/tool-error.js';

export const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The suites where packages of a release come from. */
export function suitesOf(release: string): readonly string[] {
  return [release, `${release}-updates`, `${release}-security`];
}

/** The name of this machine's release (`bookworm`). */
export function codename(): string {
  return /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
}

/** As in sources.list. */
export function sourceLine(suite: string): string {
  return `deb [signed-by=${KEYRING}] ${mirrorOf(suite)} ${suite} main\n`;
}

/** The mirror that this machine takes suites of that kind from. */
function mirrorOf(suite: string): string {
  const format = ['--no-release-info', '--format', '$(RELEASE) $(SITE)', 'Created-By: Packages'];
  const configured = output('apt-get', ['indextargets', ...format]).split('\n');
  const isSecurity = (name: string): boolean => name.endsWith('-security');
  const line = configured.find((each) => each !== '' && isSecurity(each.split(' ')[0] ?? '') === isSecurity(suite));
  const mirror = line?.split(' ')[1];
  if (mirror === undefined) throw new ToolError(`apt has no source to take ${suite} from: kernels come from Debian`);
  return mirror;
}

/**
 * apt.conf for lists, packages and a package state in a directory of its own.
 *
 * @param architecture as Debian calls it; undefined for this machine's
 */
export function aptConfiguration(directory: string, architecture: string | undefined): string {
  const foreign =
    architecture === undefined ? [] : ['APT::Architecture', 'APT::Architectures'].map((name) => [name, architecture]);
  return [
    ...foreign,
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
    .map(([name, value]) => `${String(name)} "${String(value)}";\n`)
    .join('');
}
