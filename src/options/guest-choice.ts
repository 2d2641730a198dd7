import { parseGuestModule, type GuestModule } from './guest-module.js';
import { GUEST_CHOICES } from './table/guest-options.js';
import type { OptionValues } from './option-values.js';

/** Which kernel a command is for, as the options say. */
export interface GuestChoice {
  readonly guest: (typeof GUEST_CHOICES)[number];
  /** Release, or the beginning of one, of the kernel that the qemu guest boots. */
  readonly guestKernel: string;
  readonly guestModules: readonly GuestModule[];
}

/** @throws UsageError */
export function resolveGuestChoice(values: OptionValues): GuestChoice {
  return {
    guest: values.choice('guest', GUEST_CHOICES),
    guestKernel: values.text('guest-kernel'),
    guestModules: values.list('guest-module').map(parseGuestModule),
  };
}
