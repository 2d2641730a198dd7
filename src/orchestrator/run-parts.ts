import type { RunControl } from '../options/settings.js';
import type { RunDirectory } from '../results/files/run-directory.js';
import type { DescribeDumps } from '../results/logged-descriptors.js';
import type { Hosts } from './host/hosts.js';
import type { RunObserver } from './observer.js';
import type { Scenario } from './scenario.js';

/** What a run knows about how it was started. */
export interface RunContext {
  readonly started: Date;
  readonly commandLine: readonly string[];
  /** Our own version. */
  readonly version: string;
  /** The guest it runs in; null on the machine itself. */
  readonly guest: string | null;
  /** null: dumps in the kernel log stay as they are. */
  readonly describeDumps: DescribeDumps | null;
}

/** What the parts of one run share. */
export interface RunParts {
  readonly scenario: Scenario;
  readonly hosts: Hosts;
  readonly control: RunControl;
  readonly context: RunContext;
  readonly observer: RunObserver;
  readonly directory: RunDirectory;
}
