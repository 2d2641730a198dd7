import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunControl } from '#dist/options/settings.js';
import { FRESH_HOSTS, type Hosts } from '#dist/orchestrator/host/hosts.js';
import { runScenario } from '#dist/orchestrator/run.js';
import { readEvents } from '#dist/results/documents/read-events.js';
import type { RunView } from '#dist/results/run-view.js';
import type { TemporaryDirectory } from './temporary-directory.js';
import { ToyScenario, type ToyTask } from './toy-scenario.js';

export interface ToyRan {
  readonly view: RunView;
  /** Of the findings, as they were told. */
  readonly told: readonly string[];
  readonly events: readonly string[];
}

/** Runs the toy. */
export async function runToy(
  results: TemporaryDirectory,
  task: ToyTask,
  control: Partial<RunControl> = {},
  interrupt = new AbortController(),
  hosts: Hosts = FRESH_HOSTS,
): Promise<ToyRan> {
  const told: string[] = [];
  const view = await runScenario(
    {
      hosts,
      scenario: new ToyScenario(task, () => {
        if (task.then === 'interrupt') interrupt.abort();
      }),
      control: {
        ...{ durationMilliseconds: 60_000, operations: null, maxFindings: null, stallMilliseconds: 1000 },
        ...{ stressNg: null, results: results.path, logLevel: 'debug' },
        ...control,
      },
      context: { started: new Date(), commandLine: ['toy'], version: '1', guest: null, describeDumps: null },
      observer: {
        began: () => undefined,
        status: () => undefined,
        notice: () => undefined,
        finding: ({ verdict }) => {
          told.push(verdict);
        },
      },
    },
    interrupt.signal,
  );
  const journal = join(view.directory, 'events.ndjson');
  const { events, unknown } = readEvents(existsSync(journal) ? readFileSync(journal, 'utf8') : '');
  assert.equal(unknown, 0);
  return { view, told, events: events.map(({ event }) => event.event) };
}
