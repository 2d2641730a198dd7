import { formatSeed, parseSeed } from './seed.js';

/** Names one operation of one workload: `seed:worker:burst:operation`. */
export interface OperationId {
  readonly seed: bigint;
  readonly worker: number;
  readonly burst: number;
  readonly operation: number;
}

export function formatOperationId(id: OperationId): string {
  return `${formatSeed(id.seed)}:${String(id.worker)}:${String(id.burst)}:${String(id.operation)}`;
}

/** undefined when it is none. */
export function parseOperationId(text: string): OperationId | undefined {
  const [, seedText = '', ...numbers] = /^([^:]+):(\d{1,15}):(\d{1,15}):(\d{1,15})$/.exec(text) ?? [];
  const seed = parseSeed(seedText);
  const [worker, burst, operation] = numbers.map(Number);
  if (seed === undefined || worker === undefined || burst === undefined || operation === undefined) return undefined;
  return { seed, worker, burst, operation };
}
