import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunShape } from '../options/run-shape.js';
import { UsageError } from '../options/usage-error.js';
import { parseOperationId, type OperationId } from '../plan/operation-id.js';
import { errorCodeOf } from '../kernel/error-code.js';
import { CommandError, EXIT } from './exit-code.js';
import { JsonDocument } from './json-document.js';
import { runShapeIn } from './stored-shape.js';
import { FINDING_VERDICTS, type Verdict } from './verdict.js';

/** What replay and minimise need of a finding and of its run. */
export interface StoredFinding extends RunShape {
  readonly directory: string;
  /** All that was read to know it: absolute paths. */
  readonly files: readonly string[];
  readonly verdict: Verdict;
  readonly text: string;
  readonly key: OperationId;
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
  const findingFile = join(directory, 'finding.json');
  const inputFile = join(directory, 'input.bin');
  const expectedFile = join(directory, 'expected.bin');
  const runFile = join(dirname(dirname(directory)), 'run.json');
  if (!existsSync(findingFile)) {
    throw new UsageError(`'${path}': no finding; give a directory RESULTS/RUN/findings/NNNN, or a key`);
  }
  const finding = JsonDocument.read(findingFile, 'afalg-stress/finding', 1);
  const run = JsonDocument.read(runFile, 'afalg-stress/run', 1);
  const verdict = finding.choice('verdict', FINDING_VERDICTS);
  const key = parseOperationId(finding.text('key'));
  // A hang, a socket that could not be had and the kernel's own words name operations, but have no bytes.
  if (key === undefined || verdict === 'hung' || verdict === 'kernel' || !finding.has('cipherKey')) {
    throw new UsageError(`'${path}': it is about no one operation (verdict ${verdict}); nothing can be done again`);
  }
  return {
    directory,
    files: [runFile, findingFile, inputFile, expectedFile],
    verdict,
    text: finding.text('text'),
    key,
    ...runShapeIn(run.object('settings')),
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
