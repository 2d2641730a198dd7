import { readAfAlgFacts } from '../../kernel/af-alg-facts.js';
import { adviseOnEngine, isEngineFailure } from '../../kernel/engine-advice.js';
import { adviseOnBind } from '../../kernel/bind-advice.js';
import type { CryptoEntry } from '../../kernel/proc-crypto.js';
import { planOf } from '../../plan/plans.js';
import { optionsOf } from '../../options/families.js';
import type { RunSettings } from '../../options/settings.js';
import { CommandError, EXIT } from '../../results/exit-code.js';
import type { Driver } from '../../results/documents/summary.js';
import type { SetupFinding } from '../../results/finding.js';
import type { SetUp } from '../scenario.js';
import { readEngineFacts } from './engine-here.js';
import type { HostSession } from '../host/host-session.js';

/**
 * Lets the workers bind, one after the other, and says who serves them. Throws CommandError when there is nothing to
 * test: no such algorithm, no permission, messages that do not fit, or not the driver that was asked for.
 *
 * A run that only ends with the clock begins with its first worker. Where a number of operations is shared out, or a
 * replay needs its neighbours, all begin together: else the first would be done before the last has come. So they do
 * beside stress-ng, which would keep those that start from the processor for longer than a short run takes.
 */
export async function bindWorkers(session: HostSession, settings: RunSettings): Promise<SetUp> {
  const binder = new Binder(session, settings);
  const isTimed = settings.operations === null && settings.repeat === null && settings.stressNg === null;
  // Only root may take a priority back, which those that began have to give up until the last has joined.
  const first = isTimed && process.geteuid?.() === 0 ? 1 : settings.workers;
  const setUp = await binder.bind(0, first);
  if (setUp.kind !== 'ready' || first === settings.workers) return setUp;
  return { ...setUp, others: () => binder.bind(first, settings.workers) };
}

class Binder {
  readonly #session: HostSession;
  readonly #settings: RunSettings;
  readonly #drivers = new Map<string, Driver>();

  constructor(session: HostSession, settings: RunSettings) {
    this.#session = session;
    this.#settings = settings;
  }

  /** Those from `from` to before `to`. */
  async bind(from: number, to: number): Promise<SetUp> {
    const { algorithm, workload } = this.#settings;
    for (let worker = from; worker < to; worker += 1) {
      const result = await this.#session.bind(worker);
      if (result === undefined) return { kind: 'host-ended' };
      if (result.kind === 'cannot-bind') {
        const { failure } = result;
        if (isEngineFailure(failure)) {
          const { engine, workers } = this.#settings;
          throw new CommandError(EXIT.nothingTested, adviseOnEngine(failure, engine, workers, readEngineFacts()));
        }
        const advice = adviseOnBind(failure, algorithm, planOf(workload).keySize(workload), readAfAlgFacts());
        if (advice.verdict === 'refused') {
          const finding: SetupFinding = { verdict: 'refused', worker, burst: 0, time: Date.now(), failure };
          return { kind: 'refused', finding, text: advice.text };
        }
        throw new CommandError(EXIT.nothingTested, advice.text);
      }
      checkBudget(result.messageBudget, workload.maxLength);
      checkDriver(result.driver, this.#settings);
      if (result.driver !== null) this.#count(result.driver);
      // One at a time here, too: ten workers that compile and allocate at once need the most memory of the whole run.
      if (!(await this.#session.prepared(worker + 1))) return { kind: 'host-ended' };
    }
    return { kind: 'ready', drivers: [...this.#drivers.values()], others: null };
  }

  #count(entry: CryptoEntry): void {
    const known = this.#drivers.get(entry.driver);
    this.#drivers.set(entry.driver, { ...entry, workers: (known?.workers ?? 0) + 1 });
  }
}

function checkBudget(budget: number, maxLength: number): void {
  if (maxLength <= budget) return;
  throw new CommandError(
    EXIT.usage,
    `--max-length '${String(maxLength)}': a socket holds at most ${String(budget)} bytes here ` +
      '(net.core.wmem_default, net.core.rmem_default)',
  );
}

function checkDriver(driver: CryptoEntry | null, { algorithm, requireDriver, workload }: RunSettings): void {
  if (requireDriver !== null && driver?.driver !== requireDriver) {
    const served =
      driver === null
        ? 'a driver that /proc/crypto does not show'
        : `${driver.driver} (priority ${String(driver.priority)})`;
    throw new CommandError(
      EXIT.nothingTested,
      `${algorithm} is served by ${served}, not by ${requireDriver}: load that driver, or bind it by name with --algorithm ${requireDriver}`,
    );
  }
  if (driver !== null && !optionsOf(workload).fits(workload, driver.name)) {
    throw new CommandError(
      EXIT.usage,
      `--algorithm '${algorithm}': /proc/crypto says it implements ${driver.name}, which the name does not show and which cannot be verified`,
    );
  }
}
