import type { OptionName } from './table/option-table.js';
import type { OptionValues } from './option-values.js';
import { UsageError } from './usage-error.js';

/**
 * Options that mean nothing for what is tested.
 *
 * @throws UsageError
 */
export function refuseOptions(values: OptionValues, names: readonly OptionName[], subject: string): void {
  const given = names.find((name) => values.isGiven(name));
  if (given !== undefined) throw new UsageError(`--${given} is not for ${subject}`);
}
