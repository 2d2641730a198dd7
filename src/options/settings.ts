import type { EngineChoice } from '../afalg/engine-choice.js';
import { resolveEngine } from './engine.js';
import { resolveGuestChoice, type GuestChoice } from './guest-choice.js';
import type { OptionTexts } from './table/option-table.js';
import { LOG_LEVELS, type LogLevel } from './log-level.js';
import { OptionValues } from './option-values.js';
import type { Repeat } from '../plan/repeat.js';
import { splitArguments } from './split-arguments.js';
import { UsageError } from './usage-error.js';
import { RECEIVE_PLACES, VARIED, type CommonWorkload, type Workload } from '../plan/workload.js';
import { resolveWorkload, usualOf } from './families.js';

/** What a run is to do: complete, checked, and the only thing the rest of the program sees. */
export interface RunSettings extends GuestChoice {
  /** As bind(2) gets it. */
  readonly algorithm: string;
  readonly workload: Workload;
  readonly workers: number;
  /** How operations reach the kernel: no part of what they are. */
  readonly engine: EngineChoice;
  readonly activeMilliseconds: number;
  readonly pauseMilliseconds: number;
  /** 0: until interrupted. */
  readonly durationMilliseconds: number;
  readonly operations: number | null;
  /** What a replay does instead of bursts. */
  readonly repeat: Repeat | null;
  readonly maxFindings: number | null;
  readonly stallMilliseconds: number;
  /** Arguments of stress-ng; null to run without it. */
  readonly stressNg: string | null;
  readonly requireDriver: string | null;
  readonly results: string;
  /** What the board is called among others; null for its host name. */
  readonly board: string | null;
  readonly logLevel: LogLevel;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** What decides how long a run goes on, beside what, and where its results go: whatever it tests. */
export type RunControl = Pick<
  RunSettings,
  'durationMilliseconds' | 'operations' | 'maxFindings' | 'stallMilliseconds' | 'stressNg' | 'results' | 'logLevel'
>;

/**
 * @param drawnSeed used when the user gave none
 * @throws UsageError
 */
export function resolveRunSettings(texts: OptionTexts, drawnSeed: bigint): RunSettings {
  const algorithm = algorithmName(new OptionValues(texts).text('algorithm'));
  const values = new OptionValues(texts, usualOf(algorithm));
  const stressNg = values.optionalText('stress-ng');
  // A quote that is not closed is told before anything boots.
  if (stressNg !== undefined) splitArguments(stressNg);
  const requireDriver = values.optionalText('require-driver');
  const workload = resolveWorkload(values, algorithm, resolveCommon(values, drawnSeed));
  checkLengths(workload);
  return {
    algorithm,
    workload,
    workers: values.count('workers'),
    engine: resolveEngine(values),
    activeMilliseconds: values.duration('active'),
    pauseMilliseconds: values.duration('pause'),
    durationMilliseconds: values.duration('duration'),
    operations: values.optionalCount('ops') ?? null,
    repeat: null,
    maxFindings: values.optionalCount('max-findings') ?? null,
    stallMilliseconds: values.duration('stall-timeout'),
    stressNg: stressNg ?? null,
    requireDriver: requireDriver ?? null,
    ...resolveGuestChoice(values),
    results: values.text('results'),
    board: boardName(values.optionalText('board')),
    logLevel: values.choice('log-level', LOG_LEVELS),
    json: values.flag('json'),
    quiet: values.flag('quiet'),
  };
}

/** As salg_name can hold it, which the kernel would cut, and as /proc/crypto could show it. */
function algorithmName(text: string): string {
  if (!/^[\x21-\x7e]{1,63}$/.test(text)) {
    throw new UsageError(`--algorithm '${text}': up to 63 printable characters, no blanks`);
  }
  return text;
}

/** It becomes part of file names, and of names of test cases. */
function boardName(text: string | undefined): string | null {
  if (text !== undefined && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) {
    throw new UsageError(`--board '${text}': up to 64 letters, digits and . _ -, a letter or digit first`);
  }
  return text ?? null;
}

/** @throws UsageError */
function resolveCommon(values: OptionValues, drawnSeed: bigint): CommonWorkload {
  return {
    seed: values.seed('seed') ?? drawnSeed,
    minLength: values.bytes('min-length'),
    maxLength: values.bytes('max-length'),
    vary: values.choice('vary', VARIED),
    receiveAt: values.choice('receive-at', RECEIVE_PLACES),
  };
}

/** @throws UsageError */
function checkLengths({ minLength, maxLength }: CommonWorkload): void {
  if (minLength <= maxLength) return;
  throw new UsageError(`--min-length '${String(minLength)}': more than --max-length ${String(maxLength)}`);
}
