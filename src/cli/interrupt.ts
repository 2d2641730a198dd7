import { EXIT } from '../results/exit-code.js';

/** Signals that mean: end now, in order. A hang-up is what an operator's lost terminal sends. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborted by the first signal, which lets what is under way finish; the second ends the process at once.
 *
 * @param note tells the user
 */
export function interruptible(note: (text: string) => void): AbortSignal {
  const interrupt = new AbortController();
  onInterrupt(() => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    note('interrupted: finishing; interrupt again to stop at once');
    interrupt.abort();
  });
  return interrupt.signal;
}

export function onInterrupt(listener: (signal: NodeJS.Signals) => void): void {
  for (const signal of SIGNALS) process.on(signal, listener);
}
