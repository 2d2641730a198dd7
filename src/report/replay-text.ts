import type { ReplayScope } from '../plan/repeat.js';
import type { Summary } from '../results/summary.js';

/** What came of a replay. */
export interface ReplayResult {
  readonly schema: 'afalg-stress/replay';
  readonly version: 1;
  readonly key: string;
  readonly algorithm: string;
  readonly scope: ReplayScope;
  /** How often the operation was done; null when the run ended early. */
  readonly times: number | null;
  readonly failed: number;
  /** Findings about something else: another operation, the kernel log, a hang. */
  readonly otherFindings: number;
  readonly verdict: Summary['verdict'];
  readonly directory: string;
}

/** For people. */
export function replayText(result: ReplayResult): string {
  const { key, times, failed, otherFindings, algorithm } = result;
  const rate =
    times === null
      ? `failed ${String(failed)} times before the run ended early`
      : `failed ${String(failed)} of ${String(times)} times`;
  const others = otherFindings === 0 ? '' : `, with ${String(otherFindings)} other finding(s)`;
  return [
    `replay of ${key}, ${scopeText(result.scope)}, on ${algorithm}: ${rate}${others}`,
    `  results     ${result.directory}`,
    '',
  ].join('\n');
}

function scopeText(scope: ReplayScope): string {
  switch (scope) {
    case 'alone':
      return 'alone';
    case 'burst':
      return 'with its burst';
    case 'neighbours':
      return 'with its burst and its neighbours';
  }
}
