import type { FoundRuns } from './find-runs.js';
import type { FindingCounts, StoredRun } from './stored-run.js';
import { FINDING_VERDICTS, type FindingVerdict } from './verdict.js';

/** What is news when it happens only later. `broken` says nothing of the kernel; a run without an end may say a lot. */
export type News = Exclude<FindingVerdict, 'broken'> | 'unfinished';
export const NEWS: readonly News[] = [...FINDING_VERDICTS.filter((verdict) => verdict !== 'broken'), 'unfinished'];

/** Runs of one directory that may be taken together. */
export interface RunGroup {
  readonly directory: string;
  readonly board: string;
  readonly kernelRelease: string;
  readonly algorithm: string;
  readonly drivers: readonly string[];
  readonly workload: string;
  readonly runs: number;
  readonly unfinished: number;
  /** Medians over the runs that ended and whose harness did not break; null when there are none. */
  readonly operationsPerSecond: number | null;
  readonly p99Microseconds: number | null;
  readonly findings: FindingCounts;
}

/** A group, and what became of it since the runs of the first directory. */
export interface ComparedGroup extends RunGroup {
  /** null in the first directory, and where that one has no runs of this board, algorithm and workload. */
  readonly since: Since | null;
}

export interface Since {
  /** Of the medians; null when one of them is missing or zero. */
  readonly operationsPerSecondPercent: number | null;
  readonly p99Percent: number | null;
  /** The drivers then, when they are others now. */
  readonly otherDrivers: readonly string[] | null;
  /** What happened now and not then. */
  readonly news: readonly News[];
}

/** What one of the later directories shows as a whole. */
export interface ComparedSide {
  readonly directory: string;
  readonly boards: number;
  readonly runs: number;
  /** Over its groups. */
  readonly medianPercent: number | null;
  readonly slowest: { readonly board: string; readonly percent: number } | null;
  readonly boardsWithNews: readonly string[];
  /** Boards of the first directory that have no run here. */
  readonly missingBoards: readonly string[];
}

export interface Comparison {
  /** By board, algorithm and workload; within these, the first directory first. */
  readonly groups: readonly ComparedGroup[];
  /** One for each directory after the first. */
  readonly sides: readonly ComparedSide[];
}

/** Compares each directory with the first: same board, algorithm and workload, and the same kernel if it was run there. */
export function compareRuns([first, ...later]: readonly FoundRuns[]): Comparison {
  const before = first?.runs ?? [];
  const sides = later.map(({ directory, runs }) => ({
    directory,
    groups: groupsOf(directory, runs).map((group) => ({ ...group, since: sinceOf(group, before) })),
  }));
  const old = groupsOf(first?.directory ?? '', before).map((group) => ({ ...group, since: null }));
  return {
    // Sorting is stable: directories stay in their order.
    groups: [...old, ...sides.flatMap(({ groups }) => groups)].toSorted(byWhatIsCompared),
    sides: sides.map(({ directory, groups }) => sideOf(directory, groups, before)),
  };
}

/** The middle one; of an even number, halfway between the two in the middle. null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

type Subject = Pick<RunGroup, 'board' | 'kernelRelease' | 'algorithm' | 'drivers' | 'workload'>;

function groupsOf(directory: string, runs: readonly StoredRun[]): readonly RunGroup[] {
  const groups = new Map<string, { readonly subject: Subject; readonly members: StoredRun[] }>();
  for (const run of runs) {
    const { board, kernelRelease, algorithm, drivers, workload } = run;
    const subject = { board, kernelRelease, algorithm, drivers, workload };
    const key = JSON.stringify(subject);
    const group = groups.get(key) ?? { subject, members: [] };
    group.members.push(run);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ subject, members }) => ({ directory, ...subject, ...numbersOf(members) }));
}

type Numbers = Pick<RunGroup, 'runs' | 'unfinished' | 'operationsPerSecond' | 'p99Microseconds' | 'findings'>;

function numbersOf(runs: readonly StoredRun[]): Numbers {
  const endings = runs.flatMap(({ ending, findings }) =>
    ending.kind === 'ended' && ending.operations > 0 && findings.broken === undefined ? [ending] : [],
  );
  const findings = FINDING_VERDICTS.map((verdict) => [verdict, total(runs, verdict)] as const);
  return {
    runs: runs.length,
    unfinished: runs.filter(({ ending }) => ending.kind === 'unfinished').length,
    operationsPerSecond: median(endings.map(({ operationsPerSecond }) => operationsPerSecond)),
    p99Microseconds: median(endings.map(({ p99Microseconds }) => p99Microseconds)),
    findings: Object.fromEntries(findings.filter(([, count]) => count > 0)),
  };
}

function total(runs: readonly StoredRun[], verdict: FindingVerdict): number {
  return runs.reduce((sum, { findings }) => sum + (findings[verdict] ?? 0), 0);
}

function sinceOf(group: RunGroup, before: readonly StoredRun[]): Since | null {
  const alike = before.filter(
    ({ board, algorithm, workload }) =>
      board === group.board && algorithm === group.algorithm && workload === group.workload,
  );
  if (alike.length === 0) return null;
  const onSameKernel = alike.filter(({ kernelRelease }) => kernelRelease === group.kernelRelease);
  const then = onSameKernel.length > 0 ? onSameKernel : alike;
  const numbers = numbersOf(then);
  const drivers = [...new Set(then.flatMap((run) => run.drivers))].sort();
  const known = newsIn(numbers);
  return {
    operationsPerSecondPercent: percent(numbers.operationsPerSecond, group.operationsPerSecond),
    p99Percent: percent(numbers.p99Microseconds, group.p99Microseconds),
    otherDrivers: group.drivers.every((driver) => drivers.includes(driver)) ? null : drivers,
    news: newsIn(group).filter((kind) => !known.includes(kind)),
  };
}

function newsIn({ findings, unfinished }: Pick<RunGroup, 'findings' | 'unfinished'>): readonly News[] {
  const verdicts = FINDING_VERDICTS.flatMap((verdict) =>
    verdict === 'broken' || findings[verdict] === undefined ? [] : [verdict],
  );
  return unfinished > 0 ? [...verdicts, 'unfinished'] : verdicts;
}

function percent(then: number | null, now: number | null): number | null {
  return then === null || now === null || then === 0 ? null : (now / then - 1) * 100;
}

function sideOf(directory: string, groups: readonly ComparedGroup[], before: readonly StoredRun[]): ComparedSide {
  const changes = groups.flatMap(({ board, since }) => {
    const change = since?.operationsPerSecondPercent ?? null;
    return change === null ? [] : [{ board, percent: change }];
  });
  const boards = boardsOf(groups);
  return {
    directory,
    boards: boards.length,
    runs: groups.reduce((sum, { runs }) => sum + runs, 0),
    medianPercent: median(changes.map((change) => change.percent)),
    slowest: changes.toSorted((one, other) => one.percent - other.percent)[0] ?? null,
    boardsWithNews: boardsOf(groups.filter(({ since }) => since !== null && since.news.length > 0)),
    missingBoards: boardsOf(before).filter((board) => !boards.includes(board)),
  };
}

function boardsOf(all: readonly { readonly board: string }[]): readonly string[] {
  return [...new Set(all.map(({ board }) => board))].sort();
}

function byWhatIsCompared(one: RunGroup, other: RunGroup): number {
  for (const name of ['board', 'algorithm', 'workload'] as const) {
    if (one[name] !== other[name]) return one[name] < other[name] ? -1 : 1;
  }
  return 0;
}
