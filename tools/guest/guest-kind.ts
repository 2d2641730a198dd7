import { GUEST_KINDS, type GuestKind } from '#dist/options/table/guest-kinds.js';

/** For usages: what --guest may be. */
export const GUEST_CHOICE: string = GUEST_KINDS.join('|');

export function guestKindOf(text: string | undefined): GuestKind | undefined {
  return GUEST_KINDS.find((kind) => kind === text);
}
