import { readdirSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { ToolError } from '../process/tool-error.js';
import { usageError } from '../process/tool-options.js';
import { GROUPS, type Group } from './groups.js';

const DIRECTORY = 'build/test';
const SUFFIX = '.test.js';

/** A compiled test file. */
export interface TestFile {
  readonly group: Group;
  /** `unit/plan/seed`. */
  readonly name: string;
  /** Below the project. */
  readonly path: string;
}

/** All of them, in the order of their names. Throws ToolError for a file in a folder that is not a group. */
export function testFiles(): readonly TestFile[] {
  const paths = readdirSync(inPackage(DIRECTORY), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith(SUFFIX))
    .sort()
    .map((path) => testFile(path));
}

/** @param path below build/test */
export function testFile(path: string): TestFile {
  const group = GROUPS.find((known) => path.startsWith(`${known}/`));
  if (group === undefined) {
    throw new ToolError(`nobody runs test/${path.replace(/js$/, 'ts')}: tools/test/groups.ts has no such folder`);
  }
  return { group, name: path.slice(0, -SUFFIX.length), path: `${DIRECTORY}/${path}` };
}

/**
 * The files of some groups whose path contains one of the words; all of them without words. Throws ToolError when that is
 * none: a word that was mistyped must not pass.
 */
export function selectTests(
  files: readonly TestFile[],
  groups: readonly Group[],
  words: readonly string[],
): readonly TestFile[] {
  const selected = files
    .filter(({ group }) => groups.includes(group))
    .filter(({ path }) => words.length === 0 || words.some((word) => path.includes(word)));
  if (selected.length > 0) return selected;
  throw usageError(`no test of ${groups.join(', ')} has ${words.join(' or ')} in its path`);
}
