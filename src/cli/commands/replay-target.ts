import type { EngineChoice } from '../../afalg/engine-choice.js';
import type { OptionTexts } from '../../options/table/option-table.js';
import type { RunSettings } from '../../options/settings.js';
import { UsageError } from '../../options/usage-error.js';
import { WORKLOAD_OPTIONS } from '../../options/table/workload-options.js';
import { type Workload } from '../../plan/workload.js';
import { parseOperationId, type OperationId } from '../../plan/operation-id.js';
import { workloadDigest } from '../../plan/plans.js';
import { CommandError, EXIT } from '../../results/exit-code.js';
import { checkedSettings } from '../../results/checked-settings.js';
import { readStoredFinding, type StoredFinding } from '../../results/stored-finding.js';

/** The operation to do again, and what it is part of. */
export interface ReplayTarget {
  readonly id: OperationId;
  readonly algorithm: string;
  readonly workload: Workload;
  readonly workers: number;
  readonly engine: EngineChoice;
  /** Of the finding; none for a key. */
  readonly files: readonly string[];
}

/** What a replay was asked for. */
export type Named =
  | { readonly kind: 'key'; readonly id: OperationId; readonly digest: string | undefined }
  | { readonly kind: 'finding'; readonly finding: StoredFinding };

/**
 * Reads what the argument names: a finding's directory, or a key (`seed:worker:burst:operation[:digest of the settings]`).
 *
 * @throws UsageError, CommandError (broken) as readStoredFinding
 */
export function namedBy(argument: string): Named {
  const [, keyText = '', digest] = /^([^/]+?:\d+:\d+:\d+)(?::([0-9a-f]{16}))?$/i.exec(argument) ?? [];
  const id = parseOperationId(keyText);
  return id === undefined
    ? { kind: 'finding', finding: readStoredFinding(argument, ', or a key') }
    : { kind: 'key', id, digest };
}

/**
 * The operation that is meant.
 *
 * @param settings what the options say; they are what a key does not
 * @throws UsageError, CommandError (broken) when it would be another operation than the one that failed
 */
export function replayTarget(named: Named, texts: OptionTexts, settings: RunSettings): ReplayTarget {
  return named.kind === 'key'
    ? keyTarget(named.id, named.digest, settings)
    : findingTarget(named.finding, texts, settings);
}

function findingTarget(finding: StoredFinding, texts: OptionTexts, settings: RunSettings): ReplayTarget {
  const foreign = WORKLOAD_OPTIONS.map(({ name }) => name).find(
    (name) => name !== 'algorithm' && texts[name] !== undefined,
  );
  if (foreign !== undefined) throw new UsageError(`--${foreign} applies to a key; a finding has its own`);
  const { id, files } = finding;
  const { workload, workers, algorithm, engine } = checkedSettings(finding);
  return {
    id,
    workload,
    workers,
    // As in the run, unless that was asked for.
    engine: texts.engine === undefined && texts.depth === undefined ? engine : settings.engine,
    files,
    algorithm: texts.algorithm === undefined ? algorithm : settings.algorithm,
  };
}

function keyTarget(id: OperationId, digest: string | undefined, settings: RunSettings): ReplayTarget {
  const workload = { ...settings.workload, seed: id.seed };
  const actual = workloadDigest(workload);
  if (digest !== undefined && digest !== actual) {
    throw new CommandError(
      EXIT.broken,
      `the key is of settings with the digest ${digest}, and the options give ${actual}: this would replay another ` +
        'operation; give the options of the run',
    );
  }
  return { id, workload, workers: settings.workers, engine: settings.engine, files: [], algorithm: settings.algorithm };
}
