import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunShape } from '../plan/run-shape.js';
import { UsageError } from '../plan/usage-error.js';
import { parseOperationKey, type OperationKey } from '../plan/workload.js';
import { CommandError, EXIT } from './exit-code.js';
import { JsonDocument } from './json-document.js';
import { runShapeIn } from './stored-shape.js';
import { FINDING_VERDICTS, type Verdict } from './verdict.js';

/** What replay and minimise need of a finding and of its run. */
export interface StoredFinding extends RunShape {
  readonly directory: string;
  readonly verdict: Verdict;
  readonly text: string;
  readonly key: OperationKey;
  /** The bytes the operation was given, and those it should have given back. */
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
}

/**
 * Reads a finding's directory, `RESULTS/RUN/findings/NNNN`. Changes nothing.
 *
 * @throws UsageError when it is no such directory
 * @throws CommandError (broken) when its files, or the run's, are missing, damaged or of another version
 */
export function readStoredFinding(path: string): StoredFinding {
  const directory = resolve(path);
  if (!existsSync(join(directory, 'finding.json'))) {
    throw new UsageError(`'${path}': no finding; give a directory RESULTS/RUN/findings/NNNN, or a key`);
  }
  const finding = JsonDocument.read(join(directory, 'finding.json'), 'afalg-stress/finding', 1);
  const run = JsonDocument.read(join(dirname(dirname(directory)), 'run.json'), 'afalg-stress/run', 1);
  const verdict = finding.choice('verdict', FINDING_VERDICTS);
  const keyText = finding.text('key');
  const key = parseOperationKey(keyText);
  if (key === undefined || verdict === 'hung') {
    throw new UsageError(`'${path}': it is about no one operation (verdict ${verdict}); nothing can be done again`);
  }
  const settings = run.object('settings');
  return {
    directory,
    verdict,
    text: finding.text('text'),
    key,
    ...runShapeIn(settings),
    input: bytesOf(join(directory, 'input.bin')),
    expected: bytesOf(join(directory, 'expected.bin')),
  };
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (thrown) {
    const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw new CommandError(EXIT.broken, `cannot read ${path} (${reason}): the finding is not complete`);
  }
}
