import type { RunSettings } from '../../options/settings.js';
import type { HostTask } from '../../worker/protocol.js';

/** What the host process needs of the settings. */
export function hostTaskOf(settings: RunSettings): HostTask {
  const { algorithm, workload, engine, workers, activeMilliseconds, pauseMilliseconds, operations, repeat, logLevel } =
    settings;
  const reportBursts = logLevel === 'debug';
  return {
    ...{ algorithm, workload, engine, workers, activeMilliseconds, pauseMilliseconds },
    ...{ operations, repeat, reportBursts },
  };
}
