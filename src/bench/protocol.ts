import type { BenchTask, CellSight } from './bench-result.js';

/** Both ends come from one build: the outermost shape distinguishes our messages from stray ones. */
export function isCellSight(value: unknown): value is CellSight {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'done' || value.kind === 'refused';
}

export function isBenchTask(value: unknown): value is BenchTask {
  return typeof value === 'object' && value !== null && 'algorithm' in value && 'milliseconds' in value;
}
