import { ENGINE_NAMES, SYNCHRONOUS, type EngineChoice } from '../../afalg/engine-choice.js';
import type { Codec } from '../../codec/codec.js';
import { list, nullable, object, since } from '../../codec/structures.js';
import { choice, count, flag, text, whole } from '../../codec/values.js';
import { MAX_FLIGHTS } from '../../afalg/layout.js';
import type { MachineFacts } from '../../kernel/machine.js';
import type { GuestModule } from '../../options/guest-module.js';
import { LOG_LEVELS } from '../../options/log-level.js';
import type { RunSettings } from '../../options/settings.js';
import { GUEST_CHOICES } from '../../options/table/guest-options.js';
import { WORKLOAD_FORMAT } from '../../plan/plans.js';
import type { OperationRange, Repeat } from '../../plan/repeat.js';
import { Format } from './format.js';
import { MACHINE } from './kernel-parts.js';
import { DRIVER, STRESS_NG, type Driver, type StressNgReport } from './summary.js';

/** run.json: everything that is fixed before the first operation. */
export interface RunDocument {
  /** Our own version. */
  readonly afalgStress: string;
  /** UTC. */
  readonly started: string;
  readonly commandLine: readonly string[];
  readonly seed: string;
  /** Equal digests: the same operations, whatever the machine. */
  readonly planDigest: string;
  readonly workloadDigest: string;
  readonly settings: RunSettings;
  /** The guest it ran in; null on the machine itself. */
  readonly guest: string | null;
  readonly machine: MachineFacts;
  /** Why the kernel log could not be read from the start; null when it can. */
  readonly kernelLogBlind: string | null;
  readonly drivers: readonly Driver[];
  readonly stressNg: StressNgReport | null;
}

const REPEAT: Codec<Repeat> = object<Repeat>({
  times: count,
  ranges: list(object<OperationRange>({ worker: count, burst: count, first: count, count })),
});

const MODULE: Codec<GuestModule> = object<GuestModule>({ module: text, parameters: list(text) });

const ENGINE: Codec<EngineChoice> = object<EngineChoice>({ name: choice(ENGINE_NAMES), depth: whole(1, MAX_FLIGHTS) });

/** What came to the options later has the default that it had until then. */
const SETTINGS: Codec<RunSettings> = object<RunSettings>({
  algorithm: text,
  workload: WORKLOAD_FORMAT,
  workers: whole(1),
  engine: since(SYNCHRONOUS, ENGINE),
  activeMilliseconds: count,
  pauseMilliseconds: count,
  durationMilliseconds: count,
  operations: nullable(count),
  repeat: since(null, nullable(REPEAT)),
  maxFindings: nullable(count),
  stallMilliseconds: count,
  stressNg: nullable(text),
  requireDriver: nullable(text),
  guest: choice(GUEST_CHOICES),
  guestKernel: since('6.1', text),
  guestModules: since([], list(MODULE)),
  results: text,
  board: since(null, nullable(text)),
  logLevel: choice(LOG_LEVELS),
  json: flag,
  quiet: flag,
});

export const RUN = new Format<RunDocument>(
  'run',
  1,
  object<RunDocument>({
    afalgStress: text,
    started: text,
    commandLine: list(text),
    seed: text,
    planDigest: text,
    workloadDigest: text,
    settings: SETTINGS,
    guest: nullable(text),
    machine: MACHINE,
    kernelLogBlind: since(null, nullable(text)),
    drivers: list(DRIVER),
    stressNg: nullable(STRESS_NG),
  }),
);
