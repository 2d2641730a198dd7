import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../options/usage-error.js';

/**
 * The directory of the finding that a path means: the directory itself, its finding.json, or the directory of a run that
 * has this one finding.
 *
 * @param otherwise what else the command would take, for the message
 * @throws UsageError
 */
export function findingDirectory(path: string, otherwise = ''): string {
  const directory = resolve(path);
  if (existsSync(join(directory, 'finding.json'))) return directory;
  if (basename(directory) === 'finding.json' && existsSync(directory)) return dirname(directory);
  const findings = existsSync(join(directory, 'run.json')) ? findingsIn(directory) : undefined;
  if (findings === undefined) {
    throw new UsageError(`'${path}': not a finding; give a directory RESULTS/RUN/findings/NNNN${otherwise}`);
  }
  const [first, ...others] = findings;
  if (first === undefined) throw new UsageError(`'${path}': a run without a stored finding`);
  if (others.length > 0) {
    throw new UsageError(
      `'${path}': a run with ${String(findings.length)} stored findings: give one, such as ${join(path, 'findings', first)}`,
    );
  }
  return join(directory, 'findings', first);
}

function findingsIn(run: string): readonly string[] {
  const parent = join(run, 'findings');
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, 'finding.json')))
    .toSorted();
}
