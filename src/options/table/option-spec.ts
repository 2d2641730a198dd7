import type { GuestKind } from './guest-kinds.js';

/** How an option's text is read; see `option-values.ts`. */
export type OptionKind = 'text' | 'list' | 'count' | 'bytes' | 'duration' | 'seconds' | 'seed' | 'choice' | 'flag';

export interface OptionSpec {
  readonly name: string;
  readonly kind: OptionKind;
  /** In the form the user would write it; undefined for none. */
  readonly default?: string;
  /** The defaults with a --guest, where those are others: an emulated processor takes its time. */
  readonly guestDefaults?: Readonly<Partial<Record<GuestKind, string>>>;
  /** For people: what happens without a default. */
  readonly absent?: string;
  readonly choices?: readonly string[];
  /** Smallest value: a number for counts and bytes, milliseconds for durations. */
  readonly min?: number;
  readonly max?: number;
  readonly describe: string;
  readonly group: 'Operations' | 'Run' | 'Probe' | 'Bench' | 'Guest' | 'Input' | 'Output';
}

/** Milliseconds: what a timer of Node can wait is 24.8 days. */
export const LONGEST = 24 * 24 * 3_600_000;
