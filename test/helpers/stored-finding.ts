import { join } from 'node:path';
import { AfAlgScenario } from '#dist/orchestrator/af-alg/af-alg-scenario.js';
import { runFacts } from '#dist/orchestrator/run-facts.js';
import { rebuildOperation } from '#dist/oracle/rebuild.js';
import { describeOperation, planOf } from '#dist/plan/plans.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import { formatOperationId } from '#dist/plan/operation-id.js';
import { RUN } from '#dist/results/documents/run.js';
import { FindingStore } from '#dist/orchestrator/finding-store.js';
import type { Finding } from '#dist/results/finding.js';
import { RunDirectory } from '#dist/results/files/run-directory.js';

const STARTED = new Date(Date.UTC(2026, 10, 20));

/** Writes what a run leaves of a wrong operation, below `results`; returns the finding's directory. */
export function storeFinding(results: string): string {
  const settings = resolveRunSettings({ 'stress-ng': '--vm 4', active: '500ms', workers: '4' }, 0x5eedn);
  const key = { seed: settings.workload.seed, worker: 1, burst: 2, operation: 3 };
  const { input, expected, operation } = rebuildOperation(settings.workload, key);
  const actual = Buffer.from(expected);
  actual.writeUInt8(actual.readUInt8(5) ^ 1, 5);
  const { worker, burst } = key;
  const name = formatOperationId(key);
  const finding: Finding = {
    verdict: 'wrong',
    at: { ...operation, worker, burst, operation: key.operation, id: name, latencyMicroseconds: 1, time: 0 },
    bytes: {
      key: planOf(settings.workload).drawBurst(settings.workload, worker, burst).key,
      iv: Buffer.alloc(16),
      ...{ input, expected, actual, guardBefore: Buffer.alloc(64), guardAfter: Buffer.alloc(64) },
    },
    mismatch: null,
  };
  const directory = RunDirectory.create(results, STARTED, '0x5eed', 'info');
  const context = { started: STARTED, commandLine: [], version: '1', guest: null, describeDumps: null };
  directory.write(
    'run.json',
    RUN.write({ ...runFacts(new AfAlgScenario(settings), context, null), drivers: [], stressNg: null }),
  );
  const text = `${describeOperation(operation)}: one bit is wrong`;
  const line = new FindingStore(directory).record(finding, {
    id: name,
    text,
    analysis: null,
    kernelLog: null,
    descriptors: null,
  });
  directory.close();
  return join(directory.path, line.directory ?? '');
}
