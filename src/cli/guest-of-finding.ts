import type { GuestChoice } from '../options/guest-choice.js';
import type { OptionTexts } from '../options/table/option-table.js';
import type { FoundIn } from '../results/stored-finding.js';

/** The guest to look for a finding in: what the options say, or else the one in which it was found. */
export function guestOfFinding(found: FoundIn, texts: OptionTexts, given: GuestChoice): GuestChoice {
  const isChosen =
    texts.guest !== undefined || texts['guest-module'] !== undefined || texts['guest-kernel'] !== undefined;
  if (found === null || isChosen) return given;
  const { kind, guestKernel, guestModules } = found;
  return { guest: kind, guestKernel, guestModules };
}
