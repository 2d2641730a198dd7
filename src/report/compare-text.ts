import type { ComparedGroup, ComparedSide, Comparison } from '../results/compare-runs.js';
import { driversText, findingsText } from './history-text.js';
import { counted, grouped, latencyText } from './numbers.js';
import { table } from './table.js';

const HEADING = [
  ...['board', 'in', 'kernel', 'algorithm', 'driver', 'workload', 'runs'],
  ...['ops/s', 'change', 'p99', 'change'],
];
const RIGHT: ReadonlySet<number> = new Set([6, 7, 8, 9, 10]);

/** Names listed in a line about a directory. */
const SHOWN = 8;

/** A row per group, board by board, under it what it found, and a line for each of the later directories. */
export function compareText({ groups, sides }: Comparison): string {
  const later = new Set(sides.map(({ directory }) => directory));
  const [heading = '', ...rows] = table([HEADING, ...groups.map(row)], RIGHT);
  const lines = groups.flatMap((group, index) => {
    const found = foundText(group, later.has(group.directory));
    return [rows[index] ?? '', ...(found === '' ? [] : [`  ${found}`])];
  });
  return [heading, ...lines, '', ...sides.map(sideText), ''].join('\n');
}

function row(group: ComparedGroup): readonly string[] {
  const { since } = group;
  return [
    group.board,
    group.directory,
    group.kernelRelease,
    group.algorithm,
    driversText(group.drivers),
    group.workload,
    String(group.runs),
    group.operationsPerSecond === null ? '' : grouped(group.operationsPerSecond),
    percentText(since?.operationsPerSecondPercent ?? null),
    group.p99Microseconds === null ? '' : latencyText(group.p99Microseconds),
    percentText(since?.p99Percent ?? null),
  ];
}

function newsText({ news, otherDrivers }: NonNullable<ComparedGroup['since']>): readonly string[] {
  return [
    ...(news.length === 0 ? [] : [`NEW: ${news.join(', ')}`]),
    ...(otherDrivers === null ? [] : [`driver was ${driversText(otherDrivers)}`]),
  ];
}

/** What there is to say of a group beyond its numbers; mostly nothing. */
function foundText({ findings, unfinished, since }: ComparedGroup, isLater: boolean): string {
  const found = findingsText(findings);
  return [
    ...(found === '-' ? [] : [found]),
    ...(unfinished === 0 ? [] : [`${String(unfinished)} unfinished`]),
    ...(since === null && isLater ? ['nothing to compare with'] : []),
    ...(since === null ? [] : newsText(since)),
  ].join('; ');
}

function sideText(side: ComparedSide): string {
  const { slowest, medianPercent } = side;
  return [
    `${side.directory}: ${counted(side.boards, 'board')}, ${counted(side.runs, 'run')}`,
    ...(medianPercent === null || slowest === null
      ? ['nothing to compare its speed with']
      : [`ops/s ${percentText(medianPercent)} in the median, ${percentText(slowest.percent)} on ${slowest.board}`]),
    ...(side.boardsWithNews.length === 0 ? ['nothing new'] : [`NEW findings on ${listed(side.boardsWithNews)}`]),
    ...(side.missingBoards.length === 0 ? [] : [`no run of ${listed(side.missingBoards)}`]),
  ].join('; ');
}

function percentText(percent: number | null): string {
  return percent === null ? '' : `${percent >= 0 ? '+' : ''}${percent.toFixed(1)}%`;
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
