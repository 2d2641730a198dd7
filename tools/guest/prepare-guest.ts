import type { GuestKind } from '#dist/options/table/guest-kinds.js';
import { requirePrograms, UML_PROGRAMS } from '../packages/programs.js';
import { prepareQemuKernel } from './qemu-guest.js';
import { prepareSabrelite } from './sabrelite-guest.js';

/**
 * Makes ready what boots a guest, unless it is.
 *
 * @param kernel of the qemu guest
 */
export const PREPARE: Readonly<Record<GuestKind, (kernel: string) => void>> = {
  uml: () => {
    requirePrograms(UML_PROGRAMS);
  },
  qemu: prepareQemuKernel,
  sabrelite: prepareSabrelite,
};
