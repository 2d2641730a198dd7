import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printable } from '../codec/printable.js';
import { argumentsOf, textsOf } from '../options/run-shape.js';
import type { RunSettings } from '../options/settings.js';
import { formatSeed } from '../plan/seed.js';
import { CommandError, EXIT } from './exit-code.js';
import { FINDING } from './documents/finding.js';
import { RUN } from './documents/run.js';
import { SUMMARY, type Summary } from './documents/summary.js';
import { FINDING_VERDICTS, type FindingVerdict } from './verdict.js';

/** How many findings of each verdict, verdicts without any left out. */
export type FindingCounts = Readonly<Partial<Record<FindingVerdict, number>>>;

/** How a run ended, in numbers. */
export type RunEnding =
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      readonly operations: number;
      readonly operationsPerSecond: number;
      readonly p99Microseconds: number;
    }
  /** There is no summary: the machine died, or the run is still going. */
  | { readonly kind: 'unfinished' };

/** A run as tables of many show it. */
export interface StoredRun {
  readonly directory: string;
  /** UTC, as in run.json. A board without a clock says 1970. */
  readonly started: string;
  readonly board: string;
  /** Of the board as the device tree names it; empty without one. */
  readonly boardModel: string;
  readonly serialNumber: string;
  readonly kernelRelease: string;
  readonly guest: string | null;
  readonly algorithm: string;
  /** Those that served, `cbc-aes-caam` for instance; more than one when priorities changed. Empty when it is unknown. */
  readonly drivers: readonly string[];
  readonly seed: string;
  /**
   * What was done: the options that decide it, as far as they are not defaults; the seed and the driver left out. Of a
   * replay, what it repeated; and the modules that a guest loaded, which may have faults armed.
   */
  readonly workload: string;
  /** It repeated an operation of another run. */
  readonly replay: boolean;
  readonly findings: FindingCounts;
  readonly ending: RunEnding;
}

/**
 * Reads a run's directory. Changes nothing.
 *
 * @throws CommandError (broken) when its files are missing, damaged, of another version, or do not belong together
 */
export function readStoredRun(directory: string): StoredRun {
  const run = RUN.load(join(directory, 'run.json'));
  const summary = existsSync(join(directory, 'summary.json')) ? SUMMARY.load(join(directory, 'summary.json')) : null;
  if (summary !== null && summary.seed !== run.seed) {
    throw new CommandError(EXIT.broken, `${directory} is damaged: run.json and summary.json are of different runs`);
  }
  const { settings, machine, guest } = run;
  return {
    directory,
    started: run.started,
    board: printable(settings.board ?? nameOf(machine.hostName, guest)),
    boardModel: printable(machine.boardModel),
    serialNumber: printable(machine.serialNumber),
    kernelRelease: printable(machine.kernelRelease),
    guest,
    algorithm: printable(settings.algorithm),
    drivers: (summary ?? run).drivers.map(({ driver }) => printable(driver)),
    seed: run.seed,
    workload: printable(workloadText(settings)),
    replay: settings.repeat !== null,
    findings: summary === null ? storedFindings(directory) : nonZero((verdict) => summary.counts[verdict]),
    ending: summary === null ? { kind: 'unfinished' } : endingOf(summary),
  };
}

/** A kernel that nobody named is `(none)`, which is most guests; runs before there was the field have no name at all. */
function nameOf(hostName: string, guest: string | null): string {
  const named = hostName !== '' && hostName !== '(none)';
  return named ? hostName : guest === null ? 'unnamed' : `${guest}-guest`;
}

function workloadText(settings: RunSettings): string {
  const { seed: _seed, algorithm: _algorithm, 'require-driver': _driver, ...texts } = textsOf(settings);
  const modules = settings.guestModules.flatMap(({ module, parameters }) => [
    '--guest-module',
    [basename(module), ...parameters].join(','),
  ]);
  const options = [...argumentsOf(texts), ...modules].map((text) => (text.includes(' ') ? `"${text}"` : text));
  return [...replayText(settings), ...(options.length === 0 ? ['default'] : options)].join(' ');
}

function replayText({ repeat, workload }: RunSettings): readonly string[] {
  if (repeat === null) return [];
  const ranges = repeat.ranges.map(({ worker, burst, first, count }) =>
    [worker, burst, count === 1 ? String(first) : `${String(first)}+${String(count)}`].join(':'),
  );
  return [`replay of ${formatSeed(workload.seed)}:${ranges.join(',')} x ${String(repeat.times)},`];
}

function endingOf({ exitCode, counts, operationsPerSecond, latencyMicroseconds }: Summary): RunEnding {
  return {
    kind: 'ended',
    exitCode,
    operations: counts.pass,
    operationsPerSecond,
    p99Microseconds: latencyMicroseconds.p99,
  };
}

/** What was written down before the machine died; beyond 1000 findings there are no directories. */
function storedFindings(directory: string): FindingCounts {
  const parent = join(directory, 'findings');
  const files = existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, 'finding.json')) : [];
  const verdicts = files
    // A directory without its finding.json is the one that was being written.
    .filter((file) => existsSync(file))
    .map((file) => FINDING.load(file).body.verdict);
  return nonZero((verdict) => verdicts.filter((each) => each === verdict).length);
}

function nonZero(countOf: (verdict: FindingVerdict) => number): FindingCounts {
  return Object.fromEntries(
    FINDING_VERDICTS.map((verdict) => [verdict, countOf(verdict)] as const).filter(([, count]) => count > 0),
  );
}
