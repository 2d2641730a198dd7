import type { JournalEvent } from '../../results/documents/events.js';
import type { EndReason } from '../../results/documents/summary.js';
import type { Stall } from './watchdog.js';

/** Why the host is of no use any more. */
export type HostEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'hung'; readonly stall: Stall }
  | { readonly kind: 'died'; readonly description: string; readonly stderr: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

/** The end of the run that an end of the host means, if nobody asked for it. */
export function endReasonOf(end: HostEnd): EndReason {
  switch (end.kind) {
    case 'done':
      return 'operations';
    case 'hung':
      return 'hung';
    case 'died':
      return 'host-died';
    case 'failed':
      return 'harness-failed';
  }
}

/** What to say of a host that failed: in the journal, and as the reason why a run is broken. null when it did not. */
export function failureOfHost(end: HostEnd): { readonly event: JournalEvent; readonly problem: string } | null {
  switch (end.kind) {
    case 'done':
    case 'hung':
      return null;
    case 'died':
      return {
        event: { event: 'host-died', description: end.description, stderr: end.stderr },
        problem: `the host process died (${end.description}); if the kernel killed it, out of memory or in an oops, the kernel log says so`,
      };
    case 'failed':
      return {
        event: { event: 'harness-failed', message: end.message, stack: end.stack },
        problem: `a worker failed: ${end.message}`,
      };
  }
}
