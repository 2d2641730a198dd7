import { readAfAlgFacts } from '../../kernel/af-alg-facts.js';
import { adviseOnBind } from '../../kernel/bind-advice.js';
import type { CryptoEntry } from '../../kernel/proc-crypto.js';
import { planOf } from '../../plan/plans.js';
import { optionsOf } from '../../options/families.js';
import type { RunSettings } from '../../options/settings.js';
import { CommandError, EXIT } from '../../results/exit-code.js';
import type { Driver } from '../../results/documents/summary.js';
import type { SetupFinding } from '../../results/finding.js';
import type { SetUp } from '../scenario.js';
import type { HostSession } from '../host/host-session.js';

/**
 * Lets the workers bind, one after the other, and says who serves them. Throws CommandError when there is nothing to
 * test: no such algorithm, no permission, messages that do not fit, or not the driver that was asked for.
 */
export async function bindWorkers(session: HostSession, settings: RunSettings): Promise<SetUp> {
  const { algorithm, workload } = settings;
  if (!(await session.reached('loaded', settings.workers))) return { kind: 'host-ended' };
  const drivers = new Map<string, Driver>();
  for (let worker = 0; worker < settings.workers; worker += 1) {
    const result = await session.bind(worker);
    if (result === undefined) return { kind: 'host-ended' };
    if (result.kind === 'cannot-bind') {
      const { failure } = result;
      const advice = adviseOnBind(failure, algorithm, planOf(workload).keySize(workload), readAfAlgFacts());
      if (advice.verdict === 'refused') {
        const finding: SetupFinding = { verdict: 'refused', worker, burst: 0, time: Date.now(), failure };
        return { kind: 'refused', finding, text: advice.text };
      }
      throw new CommandError(EXIT.nothingTested, advice.text);
    }
    checkBudget(result.messageBudget, workload.maxLength);
    checkDriver(result.driver, settings);
    if (result.driver !== null) {
      const { driver } = result.driver;
      drivers.set(driver, { ...result.driver, workers: (drivers.get(driver)?.workers ?? 0) + 1 });
    }
    // One at a time here, too: ten workers that compile and allocate at once need the most memory of the whole run.
    if (!(await session.reached('prepared', worker + 1))) return { kind: 'host-ended' };
  }
  return { kind: 'ready', drivers: [...drivers.values()] };
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
