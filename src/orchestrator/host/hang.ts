import { readThreads } from '../../kernel/thread-state.js';
import type { HungFinding } from '../../results/finding.js';
import type { WorkerSnapshot } from '../../worker/protocol.js';
import type { Scenario } from '../scenario.js';
import type { Stall } from './watchdog.js';

/** The operations that are inside the kernel: `seed:worker:burst:operation`. */
export function operationsInFlight(
  workers: readonly WorkerSnapshot[],
  operationAt: Scenario['operationAt'],
): readonly string[] {
  return workers.flatMap(({ worker, burst, flights }) =>
    flights.map(({ operation }) => operationAt({ worker, burst, operation })),
  );
}

/** Everything that can be said about a hang from outside the process that hangs. */
export function describeHang(stall: Stall, hostPid: number, operationAt: Scenario['operationAt']): HungFinding {
  const workerOf = new Map(stall.workers.map(({ threadId, worker }) => [threadId, worker]));
  const threads = readThreads(hostPid).map((thread) => ({ ...thread, worker: workerOf.get(thread.threadId) ?? null }));
  return {
    verdict: 'hung',
    time: Date.now(),
    afterMilliseconds: Math.round(stall.milliseconds),
    operations: operationsInFlight(stall.workers, operationAt),
    // All of them when the host fell silent as a whole: then any may be the culprit.
    threads: stall.hostSilent ? threads : threads.filter(({ worker }) => worker !== null),
  };
}
