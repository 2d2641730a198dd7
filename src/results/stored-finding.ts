import { dirname, join } from 'node:path';
import type { GuestChoice } from '../options/guest-choice.js';
import { GUEST_KINDS, type GuestKind } from '../options/table/guest-kinds.js';
import { shapeOf, type RunShape } from '../options/run-shape.js';
import { UsageError } from '../options/usage-error.js';
import { parseOperationId, type OperationId } from '../plan/operation-id.js';
import { findingDirectory } from './finding-directory.js';
import { readResultFile } from './files/read-result-file.js';
import { FINDING } from './documents/finding.js';
import { RUN, type RunDocument } from './documents/run.js';
import type { Verdict } from './verdict.js';

/** The guest of the run that found it, and what was loaded there; null for the machine itself. */
export type FoundIn = (Pick<GuestChoice, 'guestKernel' | 'guestModules'> & { readonly kind: GuestKind }) | null;

/** What replay and minimise need of a finding and of its run. */
export interface StoredFinding extends RunShape {
  readonly directory: string;
  /** All that was read to know it: absolute paths. */
  readonly files: readonly string[];
  readonly verdict: Verdict;
  readonly text: string;
  /** Where it was found. */
  readonly guest: FoundIn;
  readonly id: OperationId;
  /** The bytes the operation was given, and those it should have given back. */
  readonly input: Uint8Array;
  readonly expected: Uint8Array;
}

/**
 * Reads a finding's directory, `RESULTS/RUN/findings/NNNN`, or what plainly means it. Changes nothing.
 *
 * @param otherwise what else the command would take, for the message
 * @throws UsageError when it is not such a directory
 * @throws CommandError (broken) when its files, or the run's, are missing, damaged or of another version
 */
export function readStoredFinding(path: string, otherwise = ''): StoredFinding {
  const directory = findingDirectory(path, otherwise);
  const findingFile = join(directory, 'finding.json');
  const inputFile = join(directory, 'input.bin');
  const expectedFile = join(directory, 'expected.bin');
  const runFile = join(dirname(dirname(directory)), 'run.json');
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
    guest: foundIn(run),
    ...shapeOf(run.settings),
    input: readResultFile(inputFile),
    expected: readResultFile(expectedFile),
  };
}

function foundIn({ guest, settings: { guestKernel, guestModules } }: RunDocument): FoundIn {
  const kind = GUEST_KINDS.find((known) => known === guest);
  return kind === undefined ? null : { kind, guestKernel, guestModules };
}
