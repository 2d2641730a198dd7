import { ENGINE, type EngineName } from './layout.js';

/** How a worker's operations reach the kernel, and how many at a time: no part of what they are. */
export interface EngineChoice {
  readonly name: EngineName;
  /** Operations in flight, each on an op socket of its own; at most MAX_FLIGHTS. */
  readonly depth: number;
}

/** sendmsg and recv, one operation at a time. */
export const SYNCHRONOUS: EngineChoice = { name: 'sync', depth: 1 };

export const ENGINE_NAMES: readonly EngineName[] = Object.keys(ENGINE).filter(
  (name): name is EngineName => name in ENGINE,
);
