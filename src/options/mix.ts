import { formatMix, parseMix, pathsOf, PATHS, type Mix, type Path } from '../plan/path.js';
import type { OptionValues } from './option-values.js';
import { UsageError } from './usage-error.js';

/**
 * How often operations take each path.
 *
 * @param possible the paths that requests of the algorithm can take
 * @throws UsageError
 */
export function resolveMix(values: OptionValues, usual: Mix, possible: readonly Path[]): Mix {
  const text = values.optionalText('mix');
  if (text === undefined) return usual;
  const mix = parseMix(text);
  if (mix === undefined) {
    throw new UsageError(
      `--mix '${text}': weights such as ${formatMix(usual)}, not all of them 0; of ${listed(PATHS)}`,
    );
  }
  const impossible = pathsOf(mix).find((path) => !possible.includes(path));
  if (impossible !== undefined) {
    throw new UsageError(`--mix '${text}': no request of this algorithm can be ${impossible}; ${listed(possible)} can`);
  }
  return mix;
}

function listed(paths: readonly Path[]): string {
  return paths.join(', ');
}
