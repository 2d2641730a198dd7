/** What became of a kernel that had booted, and then did not reach the end of the command. */
export interface KernelDeath {
  readonly kind: 'panic' | 'reset' | 'standstill';
  /** The guest, for people: `the uml guest`. */
  readonly guest: string;
  /** Wall clock, milliseconds since 1970. */
  readonly time: number;
  /** What happened in one line; of a panic the kernel's own. */
  readonly line: string;
  /** What the console said of it, from its cause on. */
  readonly report: readonly string[];
  /** All that is known of the console. */
  readonly console: readonly string[];
  /** For how long there was no sign of life. */
  readonly silentMilliseconds: number;
  /** The name of the run's directory within --results; null when no run had begun. */
  readonly results: string | null;
}
