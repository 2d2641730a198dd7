import type { BenchCell, BenchDocument, Side } from '../bench/bench-result.js';
import { changeSince, type EarlierCell } from '../bench/compare.js';
import { latencyText } from './numbers.js';
import { table } from './table.js';

const HEADING = ['algorithm', 'key', 'direction', 'length'];
const SIDES = ['AF_ALG MB/s', 'noise', 'p50', 'p99', 'p99.9', 'node MB/s', 'noise', 'p50', 'p99', 'p99.9', 'ratio'];
const LEFT = new Set([0, 2]);

/** The benchmark for people: a row per cell, and under it why it has no numbers. @param earlier a result to compare with */
export function benchText(document: BenchDocument, earlier: readonly EarlierCell[] | null): string {
  const { cells, machine, guest, drivers } = document;
  const heading = [...HEADING, ...SIDES, ...(earlier === null ? [] : ['change', ''])];
  const rows = cells.map((cell) => [
    cell.algorithm,
    String(cell.keySize),
    cell.direction,
    String(cell.length),
    ...sideCells(cell.afAlg),
    ...sideCells(cell.user),
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
      const { p50, p99, p99_9 } = side.latencyMicroseconds;
      return [
        side.megabytesPerSecond.toFixed(1),
        `${side.noisePercent.toFixed(0)}%`,
        ...[p50, p99, p99_9].map(latencyText),
      ];
    }
    case 'not-available':
      return ['N/A', '', '', '', ''];
    case 'wrong':
      return ['WRONG', '', '', '', ''];
  }
}

/** Above 1 offloading pays, as far as throughput of one thread is concerned. */
function ratioText({ afAlg, user }: BenchCell): string {
  if (afAlg.kind !== 'measured' || user.kind !== 'measured' || user.megabytesPerSecond === 0) return '';
  const ratio = afAlg.megabytesPerSecond / user.megabytesPerSecond;
  // Where the noise of both sides is larger than what is between them, which is above 1 is chance.
  const noise = 1 + (afAlg.noisePercent + user.noisePercent) / 100;
  return `${ratio > 1 / noise && ratio < noise ? '~' : ''}${ratio.toFixed(2)}`;
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
