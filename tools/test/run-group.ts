import { guestArgv, type GuestChoice } from '../guest/guest-argv.js';
import { run } from '../process/run.js';
import type { Group } from './groups.js';
import type { TestFile } from './test-files.js';

/** How the tests of a group are run. */
export interface GroupRun {
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of `node --test`. */
  readonly options?: readonly string[];
  /** `uml`, or another guest; undefined for this kernel. */
  readonly guest?: 'uml' | GuestChoice;
}

/** One test file at a time: they watch processes, memory and descriptors of the machine, or there is one module. */
export const ONE_BY_ONE = ['--test-concurrency=1'];

/** Runs those of some test files that are of one group; nothing when there are none. Throws ToolError when they fail. */
export function runGroup(group: Group, files: readonly TestFile[], how: GroupRun = {}): void {
  const paths = files.filter((file) => file.group === group).map(({ path }) => path);
  if (paths.length === 0) return;
  const { env = {}, options = [], guest } = how;
  const node = [process.execPath, '--enable-source-maps', '--test', '--test-reporter=spec', ...options, ...paths];
  const command = guest === undefined ? node : guestArgv(node, guest === 'uml' ? undefined : guest);
  const [program = '', ...args] = command;
  run(program, args, { env: { ...process.env, ...env }, what: `test/${group}` });
}
