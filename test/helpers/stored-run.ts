import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AfAlgScenario } from '#dist/orchestrator/af-alg/af-alg-scenario.js';
import { runFacts } from '#dist/orchestrator/run-facts.js';
import { summarise } from '#dist/orchestrator/summarise.js';
import { Tally } from '#dist/orchestrator/tally.js';
import type { OptionTexts } from '#dist/options/table/option-table.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import { FindingStore } from '#dist/orchestrator/finding-store.js';
import type { Finding } from '#dist/results/finding.js';
import { RunDirectory } from '#dist/results/files/run-directory.js';
import { RUN } from '#dist/results/documents/run.js';
import { SUMMARY, type Driver } from '#dist/results/documents/summary.js';

/** What differs from run to run in a table. */
export interface StoredRunOptions {
  readonly texts?: OptionTexts;
  readonly board?: string;
  readonly kernel?: string;
  readonly driver?: string;
  readonly started?: Date;
  /** In one second, each of them of 32.8 us: bucket 352. */
  readonly operations?: number;
  readonly findings?: readonly Finding[];
  /** The machine died before the end. */
  readonly unfinished?: boolean;
}

export const STARTED = new Date(Date.UTC(2026, 10, 20, 1, 2, 3));

/** Writes what a run leaves behind, by the code that writes it in a run; returns its directory. */
export function storeRun(results: string, options: StoredRunOptions = {}): string {
  const { board = 'board-01', kernel = '6.12.1', started = STARTED, operations = 1000, findings = [] } = options;
  const settings = resolveRunSettings({ board, seed: '0x5eed', ...options.texts }, 0n);
  const scenario = new AfAlgScenario(settings);
  const drivers = [driverOf(options.driver ?? 'cbc-aes-caam')];
  const directory = RunDirectory.create(results, started, '0x5eed', 'info');
  const context = { started, commandLine: [], version: '1', guest: null, describeDumps: null };
  const document = { ...runFacts(scenario, context, null), drivers, stressNg: null };
  const machine = { ...document.machine, kernelRelease: kernel, boardModel: 'Freescale i.MX6 Quad SABRE Lite' };
  directory.write('run.json', RUN.write({ ...document, machine }));
  const store = new FindingStore(directory);
  for (const finding of findings)
    store.record(finding, { id: '', text: 'as a test', analysis: null, kernelLog: null, descriptors: null });
  if (options.unfinished !== true) {
    const tally = new Tally();
    tally.operations = operations;
    tally.bytes = operations * 16;
    tally.maxLatencyMicroseconds = 34;
    if (operations > 0) tally.histogram.add([[352, operations]]);
    const summary = summarise({
      ...{ scenario, ended: 'duration', problems: [], drivers, tally, findings: store },
      engine: scenario.facts.settings.engine,
      ...{ startedAt: 0, elapsedMilliseconds: 1000 },
      stressNg: null,
      kernel: {
        log: { kind: 'read', records: 0, lost: 0, notKept: 0 },
        otherAlarms: 0,
        taint: { before: '0', after: '0', gained: [] },
        engine: { kind: 'unknown' },
      },
      memoryKiB: { cli: 1, host: 1 },
      lost: { lines: 0, files: 0 },
    });
    directory.write('summary.json', SUMMARY.write(summary));
  }
  directory.close();
  return directory.path;
}

/** Changes a file of a run, which is JSON, as a text. */
export function rewrite(run: string, file: string, change: (text: string) => string): void {
  const path = join(run, file);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`nothing was changed in ${path}`);
  writeFileSync(path, changed);
}

function driverOf(driver: string): Driver {
  return {
    ...{ name: 'cbc(aes)', driver, module: 'kernel', priority: 3000, refcount: 1, selftest: 'passed' },
    ...{ internal: false, type: 'skcipher', asynchronous: true, workers: 10 },
  };
}
