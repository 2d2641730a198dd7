import type { Finding, KernelFinding } from '../../results/finding.js';

/** Wall clock, milliseconds since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** How far the log's clock and ours may be apart: a driver logs an error within a millisecond of reporting it. */
const SLACK_MILLISECONDS = 20;

/** When it happened: from the beginning of the operation to its failure, from the last progress to the hang. */
export function failureWindow(finding: Exclude<Finding, KernelFinding>): TimeWindow {
  if ('at' in finding) return windowBefore(finding.at.time, finding.at.latencyMicroseconds / 1000);
  return windowBefore(finding.time, finding.verdict === 'hung' ? finding.afterMilliseconds : 0);
}

export function overlaps({ from, to }: TimeWindow, time: number): boolean {
  return time >= from && time <= to;
}

function windowBefore(time: number, milliseconds: number): TimeWindow {
  return { from: time - milliseconds - SLACK_MILLISECONDS, to: time + SLACK_MILLISECONDS };
}
