import type { GuestModule } from '../options/guest-module.js';
import type { GuestKind } from '../options/table/guest-kinds.js';
import type { GuestEnding } from './ending.js';
import type { GuestCommand } from './guest-command.js';
import type { GuestOutput } from './job-script.js';

/** A guest to boot, and what to load into its kernel first. */
export interface Guest {
  readonly kind: GuestKind;
  /** The kernel that qemu is to boot: a release, or the beginning of one. */
  readonly kernel: string;
  readonly modules: readonly GuestModule[];
}

/** What a signal is to do: the first one ends the command in order, any further one ends the guest at once. */
export interface SignalListener {
  first(): void;
  further(): void;
}

/** Tells the listener of the signals that this process gets. */
export type Signals = (listener: SignalListener) => void;

/** One kind of guest: the row it has in the table of guests. */
export interface GuestRow {
  /** For people: what boots. */
  readonly boots: string;
  /** Whether it runs the programs of the host; the board has its own, unpacked from the package. */
  readonly runsHostPrograms: boolean;
  /** Boots it and runs one command in it. Throws CommandError as runInMachine does. */
  run(
    guest: Guest,
    command: Omit<GuestCommand, 'modules'>,
    output: GuestOutput,
    signals: Signals,
  ): Promise<GuestEnding>;
}
