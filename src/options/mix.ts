import { formatMix, parseMix, PATHS, type Mix } from '../plan/path.js';
import type { OptionValues } from './option-values.js';
import { UsageError } from './usage-error.js';

/**
 * How often operations take each path.
 *
 * @param usual when that is not said
 * @throws UsageError
 */
export function resolveMix(values: OptionValues, usual: Mix): Mix {
  const text = values.optionalText('mix');
  if (text === undefined) return usual;
  const mix = parseMix(text);
  if (mix !== undefined) return mix;
  throw new UsageError(
    `--mix '${text}': weights of the paths ${PATHS.join(', ')}, not all of them 0, such as ${formatMix(usual)}`,
  );
}
