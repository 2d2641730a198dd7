import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, EXIT } from './exit-code.js';
import { readStoredRun, type StoredRun } from './stored-run.js';
import { errorCodeOf } from '../kernel/error-code.js';

/** How far below a directory runs are looked for: KERNEL/BOARD/JOB/results/RUN has five. */
const DEEPEST = 6;

/** Files that only a run's directory has. */
const RUN_FILES = ['run.json', 'summary.json', 'events.ndjson'];

/** The runs below one directory. */
export interface FoundRuns {
  readonly directory: string;
  /** In the order in which they started. */
  readonly runs: readonly StoredRun[];
  /** One line for each that was left out, or for the whole directory. */
  readonly problems: readonly string[];
  /** There are runs here, but not one of them can be read. */
  readonly allDamaged: boolean;
}

/** Reads all runs at a directory or below it. Changes nothing, and follows no links. */
export function findRuns(directory: string): FoundRuns {
  const problems: string[] = [];
  const places = runDirectories(directory, problems);
  const runs: StoredRun[] = [];
  for (const place of places) {
    try {
      runs.push(readStoredRun(place));
    } catch (thrown) {
      if (!(thrown instanceof CommandError)) throw thrown;
      problems.push(thrown.message);
    }
  }
  if (places.length === 0 && problems.length === 0) {
    problems.push(`no run in ${directory}: give directories that hold run.json, or directories above them`);
  }
  runs.sort((one, other) => (one.started < other.started ? -1 : one.started > other.started ? 1 : 0));
  return { directory, runs, problems, allDamaged: runs.length === 0 && places.length > 0 };
}

/** @throws CommandError when there is nothing to show: usage when no directory has a run, broken when all are damaged */
export function refuseNothing(found: readonly FoundRuns[]): void {
  if (found.some(({ runs }) => runs.length > 0)) return;
  const damaged = found.some(({ allDamaged }) => allDamaged);
  throw new CommandError(
    damaged ? EXIT.broken : EXIT.usage,
    damaged ? 'none of the runs can be read' : 'no runs: give the directories that --results named',
  );
}

function runDirectories(path: string, problems: string[], depth = 0): readonly string[] {
  let names: readonly string[];
  try {
    // The one that was named may be a link.
    if (!(depth === 0 ? statSync(path) : lstatSync(path)).isDirectory()) {
      if (depth === 0) problems.push(`${path} is not a directory`);
      return [];
    }
    names = readdirSync(path).sort();
  } catch (thrown) {
    problems.push(`cannot read ${path} (${errorCodeOf(thrown)})`);
    return [];
  }
  if (RUN_FILES.some((name) => names.includes(name))) return [path];
  if (depth === DEEPEST) return [];
  return names.flatMap((name) => runDirectories(join(path, name), problems, depth + 1));
}
