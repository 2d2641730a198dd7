import type { GuestKind } from '../options/table/guest-kinds.js';
import type { GuestRow } from './guest.js';
import { QEMU_GUEST } from './kinds/qemu.js';
import { SABRELITE_GUEST } from './kinds/sabrelite.js';
import { UML_GUEST } from './kinds/uml.js';

/** Every guest there is. */
export const GUESTS: Readonly<Record<GuestKind, GuestRow>> = {
  uml: UML_GUEST,
  qemu: QEMU_GUEST,
  sabrelite: SABRELITE_GUEST,
};
