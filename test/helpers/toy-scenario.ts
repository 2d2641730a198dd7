import { fileURLToPath } from 'node:url';
import { resolveRunSettings } from '#dist/options/settings.js';
import type { HostSession } from '#dist/orchestrator/host/host-session.js';
import type { Scenario, SetUp } from '#dist/orchestrator/scenario.js';

/** What the toy's host process is to do once it may begin. */
export interface ToyTask {
  readonly operations: number;
  readonly then: 'done' | 'refuse' | 'die' | 'stall';
}

/** A scenario without any crypto: what a run does by itself. */
export class ToyScenario implements Scenario {
  readonly seed = '0x70';
  readonly subject = 'a toy';
  readonly host: Scenario['host'];
  readonly facts: Scenario['facts'] = {
    ...{ seed: this.seed, planDigest: 'none', workloadDigest: 'none' },
    settings: resolveRunSettings({ seed: this.seed }, 0n),
  };

  constructor(task: ToyTask) {
    this.host = { main: fileURLToPath(new URL('./toy-host-main.js', import.meta.url)), task };
  }

  async setUp(session: HostSession): Promise<SetUp> {
    return (await session.reached('prepared', 1)) ? { kind: 'ready', drivers: [] } : { kind: 'host-ended' };
  }

  operationAt({ operation }: { readonly operation: number }): string {
    return `toy:${String(operation)}`;
  }

  async examine(): Promise<null> {
    return Promise.resolve(null);
  }
}
