import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { shapeOf, type RunShape } from '../options/run-shape.js';
import { UsageError } from '../options/usage-error.js';
import { parseOperationId, type OperationId } from '../plan/operation-id.js';
import { errorCodeOf } from '../kernel/error-code.js';
import { CommandError, EXIT } from './exit-code.js';
import { FINDING } from './documents/finding.js';
import { RUN } from './documents/run.js';
import type { Verdict } from './verdict.js';

/** What replay and minimise need of a finding and of its run. */
export interface StoredFinding extends RunShape {
  readonly directory: string;
  /** All that was read to know it: absolute paths. */
  readonly files: readonly string[];
  readonly verdict: Verdict;
  readonly text: string;
  readonly id: OperationId;
  /** The bytes the operation was given, and those it should have given back. */
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
}

/**
 * Reads a finding's directory, `RESULTS/RUN/findings/NNNN`. Changes nothing.
 *
 * @throws UsageError when it is not such a directory
 * @throws CommandError (broken) when its files, or the run's, are missing, damaged or of another version
 */
export function readStoredFinding(path: string): StoredFinding {
  const directory = resolve(path);
  const findingFile = join(directory, 'finding.json');
  const inputFile = join(directory, 'input.bin');
  const expectedFile = join(directory, 'expected.bin');
  const runFile = join(dirname(dirname(directory)), 'run.json');
  if (!existsSync(findingFile)) {
    throw new UsageError(`'${path}': not a finding; give a directory RESULTS/RUN/findings/NNNN, or a key`);
  }
  const finding = FINDING.load(findingFile);
  const run = RUN.load(runFile);
  const { verdict } = finding.body;
  const id = parseOperationId(finding.id);
  // A hang, a socket that could not be opened and the kernel's own words name operations, but have no bytes.
  if (id === undefined || !('at' in finding.body)) {
    throw new UsageError(`'${path}': not about a single operation (verdict ${verdict}): nothing to replay`);
  }
  return {
    directory,
    files: [runFile, findingFile, inputFile, expectedFile],
    verdict,
    text: finding.text,
    id,
    ...shapeOf(run.settings),
    input: bytesOf(inputFile),
    expected: bytesOf(expectedFile),
  };
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw new CommandError(EXIT.broken, `cannot read ${path} (${errorCodeOf(thrown)}): the finding is not complete`);
  }
}
