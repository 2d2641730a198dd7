/** The guests there are. */
export const GUEST_KINDS = ['uml', 'qemu', 'sabrelite'] as const;
export type GuestKind = (typeof GUEST_KINDS)[number];
