import { SYNCHRONOUS, type EngineChoice } from '../../afalg/engine-choice.js';
import { ENGINE } from '../../afalg/layout.js';
import { native } from '../../afalg/native.js';
import { failureOf, type SyscallFailure } from '../../afalg/syscall-failure.js';
import {
  adviseOnEngine,
  tooFewFiles,
  tooLittleMemory,
  whyAbsent,
  type EngineFacts,
} from '../../kernel/engine-advice.js';
import { readOptional } from '../../kernel/read-optional.js';
import type { RunSettings } from '../../options/settings.js';
import { planOf } from '../../plan/plans.js';
import { CommandError, EXIT } from '../../results/exit-code.js';

/**
 * The settings with an engine that this machine has: `sync` where the one asked for is not to be had at all, which is
 * said.
 *
 * @throws CommandError when a limit is too low for it
 */
export function withEngineHere(settings: RunSettings, notice: (text: string) => void): RunSettings {
  const { engine, workers, workload } = settings;
  if (engine.name === SYNCHRONOUS.name) return settings;
  const facts = readEngineFacts();
  const failure = failureToMake(engine);
  const absent = failure === undefined ? null : whyAbsent(failure, facts);
  if (absent !== null) {
    notice(`--engine ${engine.name} is not to be had: ${absent}; the run goes on with --engine sync`);
    return { ...settings, engine: SYNCHRONOUS };
  }
  if (failure !== undefined) {
    throw new CommandError(EXIT.nothingTested, adviseOnEngine(failure, engine, workers, facts));
  }
  const arena = planOf(workload).memory(workload).arena;
  const limit = tooFewFiles(engine, workers, facts) ?? tooLittleMemory(engine, workers, arena, facts);
  if (limit !== null) throw new CommandError(EXIT.usage, limit);
  return settings;
}

export function readEngineFacts(): EngineFacts {
  return {
    uringDisabled: readOptional('/proc/sys/kernel/io_uring_disabled').trim(),
    limits: readOptional('/proc/self/limits'),
    aioMaxNr: readOptional('/proc/sys/fs/aio-max-nr').trim(),
    memory: readOptional('/proc/meminfo'),
  };
}

/** Makes the smallest engine of its kind, which reaches no driver; why that does not work. */
function failureToMake({ name }: EngineChoice): SyscallFailure | undefined {
  try {
    native().createEngine(ENGINE[name], 1, native().createArena(1));
    return undefined;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    return failure;
  }
}
