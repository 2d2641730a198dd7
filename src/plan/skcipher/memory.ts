import { arenaBytes } from '../arena.js';
import { tapeLayout } from './tape-layout.js';
import type { SkcipherWorkload } from './workload.js';

/** Bytes of tape and arena that this workload's operations need, guards included. */
export function memoryOf(workload: SkcipherWorkload): { readonly tape: number; readonly arena: number } {
  return { tape: tapeLayout(workload).size, arena: arenaBytes(workload.maxLength) };
}
