import { readdirSync } from 'node:fs';
import { readOptional } from '#dist/kernel/read-optional.js';
import { statusField } from '#dist/kernel/thread-state.js';

/** The resident memory of processes, in KiB; pages they share count in each, and a process that is gone does not. */
export function residentKiB(processIds: readonly number[]): number {
  return processIds.reduce((sum, processId) => sum + numberOf(processId, 'VmRSS'), 0);
}

/** The children of a process. Looks through all of /proc: for once, not for every sample. */
export function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((processId) => processId > 0 && numberOf(processId, 'PPid') === parent);
}

function numberOf(processId: number, field: string): number {
  return Number.parseInt(statusField(readOptional(`/proc/${String(processId)}/status`), field), 10) || 0;
}
