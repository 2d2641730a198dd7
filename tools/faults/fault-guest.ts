import type { GuestKind } from '#dist/options/table/guest-kinds.js';

/** What is different about the proof in a guest. */
export interface FaultGuest {
  /** Seconds without progress that are a hang: what is emulated stands still for longer when its host is busy. */
  readonly stallSeconds: number;
  /** What the names of its documents end with. */
  suffix(release: string): string;
  /** Whether its processor has a C compiler for the program that reproduces a finding. */
  readonly minimises: boolean;
}

export const FAULT_GUESTS: Readonly<Record<GuestKind, FaultGuest>> = {
  uml: { stallSeconds: 3, suffix: () => '', minimises: true },
  qemu: {
    stallSeconds: 10,
    suffix: (release) => `-qemu-${/^\d+\.\d+/.exec(release)?.[0] ?? release}`,
    minimises: true,
  },
  sabrelite: { stallSeconds: 30, suffix: () => '-sabrelite', minimises: false },
};
