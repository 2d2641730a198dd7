import type { OptionTexts } from './table/option-table.js';
import { OptionValues } from './option-values.js';
import { resolveGuestChoice, type GuestChoice } from './guest-choice.js';

/** What `minimise` is to do: complete and checked. */
export interface MinimiseSettings extends GuestChoice {
  readonly budgetMilliseconds: number;
  readonly results: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @throws UsageError */
export function resolveMinimiseSettings(texts: OptionTexts): MinimiseSettings {
  const values = new OptionValues(texts);
  return {
    ...resolveGuestChoice(values),
    budgetMilliseconds: values.duration('budget'),
    results: values.text('results'),
    json: values.flag('json'),
    quiet: values.flag('quiet'),
  };
}
