import type { Standing } from '../../forensics/damaged-operation.js';
import type { Examiner } from '../../forensics/examiner.js';
import type { Analysis } from '../../forensics/hypothesis.js';
import type { RunSettings } from '../../options/settings.js';
import { inPackage } from '../../package/root.js';
import { formatOperationId } from '../../plan/operation-id.js';
import { planDigest } from '../../plan/plan-digest.js';
import { workloadDigest } from '../../plan/plans.js';
import { formatSeed } from '../../plan/seed.js';
import { damagedOperation } from '../../results/damaged-operation.js';
import type { OperationFinding } from '../../results/finding.js';
import type { HostSession } from '../host/host-session.js';
import type { HostProgram } from '../host/host-program.js';
import type { Scenario, SetUp } from '../scenario.js';
import { bindWorkers } from './bind-workers.js';
import { hostTaskOf } from './host-task.js';

/** Hammers one algorithm through AF_ALG sockets from many threads. */
export class AfAlgScenario implements Scenario {
  readonly seed: string;
  readonly subject: string;
  readonly host: HostProgram;
  readonly facts: Scenario['facts'];
  readonly #settings: RunSettings;
  #examiner: Examiner | undefined;

  constructor(settings: RunSettings) {
    const { algorithm, workload, workers } = settings;
    this.#settings = settings;
    this.seed = formatSeed(workload.seed);
    this.subject = algorithm;
    this.host = { main: inPackage('dist/worker/host-main.js'), task: hostTaskOf(settings) };
    this.facts = {
      seed: this.seed,
      planDigest: planDigest(workload, workers),
      workloadDigest: workloadDigest(workload),
      settings,
    };
  }

  async setUp(session: HostSession): Promise<SetUp> {
    return bindWorkers(session, this.#settings);
  }

  operationAt({ worker, burst, operation }: Standing): string {
    return formatOperationId({ seed: this.#settings.workload.seed, worker, burst, operation });
  }

  async examine(
    finding: OperationFinding,
    others: readonly Standing[],
  ): Promise<Extract<Analysis, { kind: 'diagnosed' }> | null> {
    const { workload } = this.#settings;
    const operation = damagedOperation(finding, workload);
    if (operation === undefined) return null;
    // Not before it is needed: a run without findings has no memory to spare for it.
    this.#examiner ??= new (await import('../../forensics/examiner.js')).Examiner(workload);
    return this.#examiner.examine(operation, others);
  }
}
