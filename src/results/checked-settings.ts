import { rebuildOperation } from '../oracle/rebuild.js';
import { textsOf } from '../options/run-shape.js';
import { resolveRunSettings, type RunSettings } from '../options/settings.js';
import { workloadDigest } from '../plan/plans.js';
import { UsageError } from '../options/usage-error.js';
import { CommandError, EXIT } from './exit-code.js';
import type { StoredFinding } from './stored-finding.js';

/**
 * The settings of the run that made a finding, by the same rules as a command line.
 *
 * @throws CommandError (broken) when no run can have used them: the file was changed
 */
export function checkedSettings(finding: StoredFinding): RunSettings {
  try {
    const settings = resolveRunSettings(textsOf(finding), finding.workload.seed);
    // Of another mode, for instance: the options speak of the algorithm only.
    if (workloadDigest(settings.workload) !== workloadDigest(finding.workload)) {
      throw new UsageError(`algorithm ${finding.algorithm} does not match the workload`);
    }
    checkBytes(finding);
    return settings;
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    throw new CommandError(EXIT.broken, `the run.json of ${finding.directory} is damaged: ${thrown.message}`);
  }
}

/** The bytes of the finding must be those of its operation: else it is another one that is reduced. */
function checkBytes({ directory, workload, id, input, expected }: StoredFinding): void {
  const rebuilt = rebuildOperation(workload, id);
  const differs = !same(rebuilt.input, input) ? 'input.bin' : !same(rebuilt.expected, expected) ? 'expected.bin' : null;
  if (differs === null) return;
  throw new CommandError(
    EXIT.broken,
    `${directory}/${differs} does not match the operation and run.json: this would be another operation; ` +
      'the files were changed, or another version wrote them',
  );
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
