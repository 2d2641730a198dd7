import { ENGINE_NAMES, SYNCHRONOUS, type EngineChoice } from '../afalg/engine-choice.js';
import type { OptionValues } from './option-values.js';
import { UsageError } from './usage-error.js';

/**
 * --engine and --depth.
 *
 * @throws UsageError
 */
export function resolveEngine(values: OptionValues): EngineChoice {
  const name = values.choice('engine', ENGINE_NAMES);
  const depth = values.count('depth');
  if (name === SYNCHRONOUS.name && depth > SYNCHRONOUS.depth) {
    throw new UsageError(
      `--depth '${String(depth)}': the engine sync has one operation in flight; give --engine uring or aio with it`,
    );
  }
  return { name, depth };
}
