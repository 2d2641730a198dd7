import type { BenchCell, BenchDocument, Measured, Side } from '../bench/bench-result.js';
import { changeSince, type EarlierCell } from '../bench/compare.js';
import { latencyText } from './numbers.js';
import { table } from './table.js';

const HEADING = ['algorithm', 'key', 'direction', 'length'];
const SIDES = ['AF_ALG', 'noise', 'p50', 'p99', 'node', 'noise', 'p50', 'ratio'];
/** What is compared is AF_ALG with itself. */
const SINCE = ['AF_ALG', 'noise', 'p50', 'p99', 'ratio', 'change', ''];
const LEFT = new Set([0, 2]);
/** Before a ratio that may be chance. */
const ROUGHLY = '~';

/** The benchmark for people: a row per cell, and under it why it has no numbers. @param earlier a result to compare with */
export function benchText(document: BenchDocument, earlier: readonly EarlierCell[] | null): string {
  const { cells, machine, guest, drivers } = document;
  const heading = [...HEADING, ...(earlier === null ? SIDES : SINCE)];
  const rows = cells.map((cell) => [
    cell.algorithm,
    String(cell.keySize),
    cell.direction,
    String(cell.length),
    ...sideCells(cell.afAlg),
    ...(earlier === null ? sideCells(cell.user).slice(0, -1) : []),
    ratioText(cell),
    ...(earlier === null ? [] : changeCells(cell, earlier)),
  ]);
  const right = new Set(heading.keys());
  for (const column of LEFT) right.delete(column);
  const [first = '', ...lines] = table([heading, ...rows], right);
  const served = Object.entries(drivers).map(([algorithm, driver]) => `${algorithm} by ${driver}`);
  return [
    `kernel   ${machine.kernelRelease} ${machine.machine}${guest === null ? '' : `, ${guest} guest`}`,
    `served   ${served.length === 0 ? 'nothing' : served.join(', ')}`,
    `node     ${machine.nodeVersion}, OpenSSL ${document.nodeOpenssl}`,
    `time     ${String(document.milliseconds)} ms per cell and side, one thread, every byte verified`,
    'columns  MB/s of AF_ALG and of node:crypto, their noise and latencies, and the ratio of the two;',
    `         with a ${ROUGHLY} it may be chance, since it is within the noise; --json has more`,
    '',
    first,
    ...lines.flatMap((line, index) => {
      const why = whyOf(cells[index]);
      return why === undefined || why === whyOf(cells[index - 1]) ? [line] : [line, `  ${why}`];
    }),
    '',
  ].join('\n');
}

function sideCells(side: Side): readonly string[] {
  switch (side.kind) {
    case 'measured': {
      const { p50, p99 } = side.latencyMicroseconds;
      return [side.megabytesPerSecond.toFixed(1), `${side.noisePercent.toFixed(0)}%`, ...[p50, p99].map(latencyText)];
    }
    case 'not-available':
      return ['N/A', '', '', ''];
    case 'wrong':
      return ['WRONG', '', '', ''];
  }
}

/** Above 1 offloading pays, as far as throughput of one thread is concerned. */
function ratioText({ afAlg, user }: BenchCell): string {
  if (afAlg.kind !== 'measured' || user.kind !== 'measured' || user.megabytesPerSecond === 0) return '';
  const ratio = (afAlg.megabytesPerSecond / user.megabytesPerSecond).toFixed(2);
  return overlap(afAlg, user) ? `${ROUGHLY}${ratio}` : ratio;
}

/** Whether either could be the faster one, as far as the noise tells. */
function overlap(one: Measured, other: Measured): boolean {
  const [low, high] = [rangeOf(one), rangeOf(other)].toSorted((a, b) => a.from - b.from);
  return low === undefined || high === undefined || low.to >= high.from;
}

function rangeOf({ megabytesPerSecond, noisePercent }: Measured): { readonly from: number; readonly to: number } {
  const half = (megabytesPerSecond * noisePercent) / 100;
  return { from: megabytesPerSecond - half, to: megabytesPerSecond + half };
}

function changeCells(cell: BenchCell, earlier: readonly EarlierCell[]): readonly string[] {
  const change = changeSince(earlier, cell);
  if (change === undefined) return ['', ''];
  const percent = `${change.percent >= 0 ? '+' : ''}${change.percent.toFixed(1)}%`;
  return [percent, change.exceedsNoise ? (change.percent < 0 ? 'SLOWER' : 'faster') : 'noise'];
}

function whyOf(cell: BenchCell | undefined): string | undefined {
  return cell === undefined || cell.afAlg.kind === 'measured' ? undefined : cell.afAlg.why;
}
