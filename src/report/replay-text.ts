import type { ReplayScope } from '../plan/repeat.js';
import type { ReplayResult } from '../results/documents/replay.js';

/** For people. */
export function replayText(result: ReplayResult): string {
  const { id, times, failed, otherFindings, algorithm } = result;
  const rate =
    times === null
      ? `failed ${String(failed)} times before the run ended early`
      : `failed ${String(failed)} of ${String(times)} times`;
  const others = otherFindings === 0 ? '' : `, with ${String(otherFindings)} other finding(s)`;
  return [
    `replay of ${id}, ${scopeText(result.scope)}, on ${algorithm}: ${rate}${others}`,
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
