import { resolveGuestChoice, type GuestChoice } from './guest-choice.js';
import type { OptionTexts } from './table/option-table.js';
import { OptionValues } from './option-values.js';
import { UsageError } from './usage-error.js';

/** What `probe` is to look at. */
export interface ProbeSettings extends GuestChoice {
  /** None for all there are. */
  readonly algorithms: readonly string[];
  /** The one algorithm that is asked for with --check. */
  readonly check: string | null;
  /** With --check: only this driver will do. */
  readonly requireDriver: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @throws UsageError */
export function resolveProbeSettings(texts: OptionTexts, algorithms: readonly string[]): ProbeSettings {
  const values = new OptionValues(texts);
  const check = values.optionalText('check') ?? null;
  const requireDriver = values.optionalText('require-driver') ?? null;
  if (check !== null && algorithms.length > 0) {
    throw new UsageError(`--check '${check}': takes the place of '${algorithms[0] ?? ''}', give only one of them`);
  }
  if (check === null && requireDriver !== null) {
    throw new UsageError(`--require-driver '${requireDriver}': needs --check`);
  }
  return {
    algorithms: check === null ? algorithms : [check],
    check,
    requireDriver,
    ...resolveGuestChoice(values),
    json: values.flag('json'),
    quiet: values.flag('quiet'),
  };
}
