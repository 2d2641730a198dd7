import { fileURLToPath } from 'node:url';
import { resolveRunSettings } from '#dist/options/settings.js';
import type { HostSession } from '#dist/orchestrator/host/host-session.js';
import type { Scenario, SetUp } from '#dist/orchestrator/scenario.js';

/** What the toy's host process is to do once it may begin. */
export interface ToyTask {
  readonly operations: number;
  /** `interrupt`: by then the run has been interrupted. */
  readonly then: 'done' | 'refuse' | 'die' | 'stall' | 'interrupt';
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

  readonly #whenReady: () => void;

  /** @param whenReady called once it is set up, a turn of the event loop later */
  constructor(task: ToyTask, whenReady: () => void) {
    this.#whenReady = whenReady;
    this.host = { main: fileURLToPath(new URL('./toy-host-main.js', import.meta.url)), task };
  }

  async setUp(session: HostSession): Promise<SetUp> {
    if (!(await session.prepared(1))) return { kind: 'host-ended' };
    setImmediate(this.#whenReady);
    return { kind: 'ready', drivers: [], others: null };
  }

  operationAt({ operation }: { readonly operation: number }): string {
    return `toy:${String(operation)}`;
  }

  async examine(): Promise<null> {
    return Promise.resolve(null);
  }
}
