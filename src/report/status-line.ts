import type { RunStatus } from '../results/run-status.js';
import { clockText, grouped } from './numbers.js';

/** Where the run stands, in one line of ASCII. */
export function statusLine(status: RunStatus): string {
  const { elapsedMilliseconds, durationMilliseconds, operations, operationsLimit, stressNg } = status;
  const time = clockText(elapsedMilliseconds) + (durationMilliseconds > 0 ? `/${clockText(durationMilliseconds)}` : '');
  const count = grouped(operations) + (operationsLimit === null ? '' : `/${grouped(operationsLimit)}`);
  return [
    time,
    `${count} ops`,
    `${grouped(status.operationsPerSecond)}/s`,
    `${status.megabytesPerSecond.toFixed(1)} MB/s`,
    `${String(status.findings)} findings`,
    ...(stressNg === 'off' ? [] : [stressNg === 'running' ? 'stress-ng' : 'stress-ng ENDED']),
  ].join('  ');
}
