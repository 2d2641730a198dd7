import type { RunStatus } from '../results/run-status.js';
import { clockText, grouped } from './numbers.js';

/** Where the run stands, in one line of ASCII. */
export function statusLine(status: RunStatus): string {
  const { elapsedMilliseconds, durationMilliseconds, operations, operationsLimit, findings, stressNg } = status;
  const time = clockText(elapsedMilliseconds) + (durationMilliseconds > 0 ? `/${clockText(durationMilliseconds)}` : '');
  const count = grouped(operations) + (operationsLimit === null ? '' : `/${grouped(operationsLimit)}`);
  return [
    time,
    // What matters most comes first: a narrow terminal shows no more.
    `${grouped(findings)} ${findings === 1 ? 'finding' : 'findings'}`,
    ...(stressNg === 'ended' ? ['stress-ng ENDED'] : []),
    `${count} ops`,
    // Nothing is known of the pace yet.
    ...(operations > 0 && status.operationsPerSecond === 0
      ? []
      : [`${grouped(status.operationsPerSecond)}/s`, `${status.megabytesPerSecond.toFixed(1)} MB/s`]),
    ...(stressNg === 'running' ? ['stress-ng'] : []),
  ].join('  ');
}
